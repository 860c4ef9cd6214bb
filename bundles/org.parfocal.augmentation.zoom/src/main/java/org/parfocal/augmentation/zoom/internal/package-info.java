/** Training images shown at other magnifications as well. */
@NullMarked
package org.parfocal.augmentation.zoom.internal;

import org.jspecify.annotations.NullMarked;
