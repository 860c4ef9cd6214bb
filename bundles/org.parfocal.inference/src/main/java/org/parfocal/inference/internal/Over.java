package org.parfocal.inference.internal;

/** Whose answers are pooled. */
enum Over {
  /** Those of an image. */
  IMAGE,
  /** Those of all images of a place that are predicted together. */
  PLACE
}
