/** Labelled patches and pyramids from segmented regions. */
@NullMarked
package org.parfocal.dataset.bcss.internal;

import org.jspecify.annotations.NullMarked;
