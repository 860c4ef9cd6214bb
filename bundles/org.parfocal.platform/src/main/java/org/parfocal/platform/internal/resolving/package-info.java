/** From settings to validated, typed sections, variants and studies. */
@NullMarked
package org.parfocal.platform.internal.resolving;

import org.jspecify.annotations.NullMarked;
