/** Pairs, triplets and pyramids across magnifications. */
@NullMarked
package org.parfocal.augmentation.multiscale.internal;

import org.jspecify.annotations.NullMarked;
