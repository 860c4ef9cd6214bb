package org.parfocal.dataset.breakhis.internal;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * What is told about µm per pixel. The names' 40X to 400X include the eyepiece, and the sizes in
 * the literature are approximate, so they are given only if a study asks for them.
 */
enum PixelSize {
  UNKNOWN,
  PUBLISHED;

  private static final Map<Integer, Double> MICRONS =
      Map.of(40, 0.49, 100, 0.20, 200, 0.10, 400, 0.05);

  OptionalDouble micronsPerPixel(int magnification) {
    Double microns = this == PUBLISHED ? MICRONS.get(magnification) : null;
    return microns == null ? OptionalDouble.empty() : OptionalDouble.of(microns);
  }
}
