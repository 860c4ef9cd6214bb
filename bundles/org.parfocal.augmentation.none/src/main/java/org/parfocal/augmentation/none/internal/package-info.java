/** The augmentation that adds nothing. */
@NullMarked
package org.parfocal.augmentation.none.internal;

import org.jspecify.annotations.NullMarked;
