/** Layers, validation and wiring. */
@NullMarked
package org.parfocal.platform.internal;

import org.jspecify.annotations.NullMarked;
