package org.parfocal.imaging.internal;

/** How an oblong image becomes square. */
enum Squaring {
  /** The largest square in the middle. */
  CROP,
  /** The whole field, distorted. */
  SQUASH
}
