package org.parfocal.backbone.dl4j.internal.plan;

/** Writes the steps of one node into a draft: first those forward, later those backward. */
interface Stage {
  /** Adds the steps that compute the node's value, and says which value that is. */
  Value forward();

  /**
   * Adds the steps that compute the gradients of the node's parameters and of its inputs, from the
   * gradient of its value. Called only if something here or before learns.
   */
  void backward();
}
