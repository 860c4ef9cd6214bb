package org.parfocal.imaging;

import java.util.OptionalDouble;

/**
 * One level of a pyramid, for images of one resolution.
 *
 * @param name edge of a patch's pixel, in µm or in pixels of the image, for example {@code 0.5um}
 *     or {@code 2px}; what samples carry as their magnification
 * @param scale edge of a patch's pixel, in pixels of the image
 * @param micronsPerPixel of the patch; empty where that of the image is unknown
 * @param field edge of what a patch shows, in pixels of the image
 */
public record PyramidLevel(
    String name, double scale, OptionalDouble micronsPerPixel, double field) {}
