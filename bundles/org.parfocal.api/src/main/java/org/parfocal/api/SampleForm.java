package org.parfocal.api;

/** What a sample is given by. */
public enum SampleForm {
  /** Pixels. */
  IMAGES,
  /** A vector that stands in their place, see {@link ImageSource#embedding}. */
  EMBEDDINGS
}
