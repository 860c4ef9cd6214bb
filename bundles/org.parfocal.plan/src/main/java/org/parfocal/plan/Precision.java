package org.parfocal.plan;

/** In what numbers an engine computes a network. Parameters are floats in each. */
public enum Precision {
  /** Floats. Convolutions may round their factors to TF32 (10 bits), as PyTorch's do by default. */
  FLOAT32,
  /** Floats, and nothing less. */
  STRICT,
  /**
   * Maps, and the copies of weights that convolutions read, are bfloat16. Sums, statistics, what is
   * pooled over a whole map, embeddings and what a step adds up are floats.
   */
  BFLOAT16
}
