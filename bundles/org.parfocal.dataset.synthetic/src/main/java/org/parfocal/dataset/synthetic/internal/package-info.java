/**
 * Synthetic haematoxylin and eosin sections: tissue described in µm, seen through a microscope.
 *
 * <p>A {@link org.parfocal.dataset.synthetic.internal.Patient} has latent traits; a {@link
 * org.parfocal.dataset.synthetic.internal.Scene} is one place of that patient's tissue, in µm and
 * without pixels; the {@link org.parfocal.dataset.synthetic.internal.SyntheticImage} paints stain
 * as optical density at one pixel size and turns it into an image. Everything is a function of the
 * seed: the arithmetic is strict, and nothing depends on threads, time or platform.
 */
@NullMarked
package org.parfocal.dataset.synthetic.internal;

import org.jspecify.annotations.NullMarked;
