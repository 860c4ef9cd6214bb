package org.parfocal.dataset.breakhis.internal;

import org.parfocal.api.ConfigurationException;

/**
 * Who counts as one patient. BreaKHis names slides, not patients; ten slide numbers recur with
 * other letters (29960AB, 29960CD) and may be of one person.
 */
enum Patients {
  BY_SLIDE,
  BY_NUMERIC_PREFIX;

  static final String SLIDE = "slide";
  static final String NUMERIC_PREFIX = "numeric-prefix";

  static Patients of(String option) {
    return switch (option) {
      case SLIDE -> BY_SLIDE;
      case NUMERIC_PREFIX -> BY_NUMERIC_PREFIX;
      default ->
          throw new ConfigurationException(
              "dataset.patients is '%s'; it can be %s or %s."
                  .formatted(option, SLIDE, NUMERIC_PREFIX));
    };
  }

  /** Tumour type plays no part: 14-13412 stands as two types and is one patient. */
  String patient(SlideId slide) {
    return this == BY_SLIDE ? slide.toString() : slide.numericPrefix();
  }
}
