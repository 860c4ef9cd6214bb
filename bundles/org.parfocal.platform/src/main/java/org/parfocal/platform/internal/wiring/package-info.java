/** From validated sections to running components, and the reasons where they do not run. */
@NullMarked
package org.parfocal.platform.internal.wiring;

import org.jspecify.annotations.NullMarked;
