package org.parfocal.dataset.bcss.internal;

import org.parfocal.imaging.ImageFile;

/**
 * One annotated region of interest.
 *
 * @param name of both files
 * @param image the tissue
 * @param mask one code a pixel, of the image's size
 */
record Region(RegionName name, ImageFile image, ImageFile mask) {}
