package org.parfocal.metric.classification.internal;

/** From which probability on an image is positive. */
enum ThresholdRule {
  /** From the one with the largest balanced accuracy on each fold's validation images. */
  VALIDATION,
  /** From 0.5. */
  FIXED
}
