package org.parfocal.onnx.internal;

/** How one embedding is made of the several vectors that a model gives for an image. */
enum Pooling {
  /** The class token if there is one, else the mean. */
  AUTO,
  /** The first token. */
  CLASS_TOKEN,
  /** The mean of the tokens that stand for a patch of the image, or of all places of a map. */
  MEAN,
  /** The first token, then the mean: twice as long. */
  CLASS_TOKEN_AND_MEAN
}
