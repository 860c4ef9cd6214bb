/**
 * Image files and pixels: safe decoding of every {@link org.parfocal.imaging.ImageFormat},
 * resampling, writing of PNG, and concentric patches of large images.
 *
 * <p>The plugins of the sections {@code images} and {@code transforms} live here too, unexported.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.imaging;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
