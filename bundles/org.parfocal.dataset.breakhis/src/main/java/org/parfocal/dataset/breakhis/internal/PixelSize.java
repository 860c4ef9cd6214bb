package org.parfocal.dataset.breakhis.internal;

import java.util.Map;
import java.util.OptionalDouble;
import org.parfocal.api.ConfigurationException;

/**
 * What is told about µm per pixel. The names' 40X to 400X include the eyepiece, and the sizes in
 * the literature are approximate, so they are given only if a study asks for them.
 */
enum PixelSize {
  NOT_TOLD,
  AS_PUBLISHED;

  static final String UNKNOWN = "unknown";
  static final String PUBLISHED = "published";

  private static final Map<Integer, Double> MICRONS =
      Map.of(40, 0.49, 100, 0.20, 200, 0.10, 400, 0.05);

  static PixelSize of(String option) {
    return switch (option) {
      case UNKNOWN -> NOT_TOLD;
      case PUBLISHED -> AS_PUBLISHED;
      default ->
          throw new ConfigurationException(
              "dataset.microns-per-pixel is '%s'; it can be %s or %s."
                  .formatted(option, UNKNOWN, PUBLISHED));
    };
  }

  OptionalDouble micronsPerPixel(int magnification) {
    Double microns = this == AS_PUBLISHED ? MICRONS.get(magnification) : null;
    return microns == null ? OptionalDouble.empty() : OptionalDouble.of(microns);
  }
}
