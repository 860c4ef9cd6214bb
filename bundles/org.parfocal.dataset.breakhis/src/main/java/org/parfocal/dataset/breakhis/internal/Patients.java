package org.parfocal.dataset.breakhis.internal;

/**
 * Who counts as one patient. BreaKHis names slides, not patients; ten slide numbers recur with
 * other letters (29960AB, 29960CD) and may be of one person.
 */
enum Patients {
  SLIDE,
  NUMERIC_PREFIX;

  /** Tumour type plays no part: 14-13412 stands as two types and is one patient. */
  String patient(SlideId slide) {
    return this == SLIDE ? slide.toString() : slide.numericPrefix();
  }
}
