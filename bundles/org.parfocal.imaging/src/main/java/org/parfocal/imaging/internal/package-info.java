/** Decoding, caching and transforming of pixels. */
@NullMarked
package org.parfocal.imaging.internal;

import org.jspecify.annotations.NullMarked;
