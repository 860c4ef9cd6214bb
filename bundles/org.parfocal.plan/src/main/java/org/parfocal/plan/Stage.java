package org.parfocal.plan;

/**
 * One node on a target: writes its steps down by {@link NodeDraft#step}, first those forward, later
 * those backward. Where its value lies and where gradients go was decided before.
 */
public interface Stage {
  /**
   * Adds the steps that compute {@link NodeDraft#result}, which may be the memory of an input (one
   * that nobody reads later).
   */
  void forward();

  /**
   * Adds the steps that compute, from {@link NodeDraft#gradient}, the gradients of the node's
   * parameters if it {@link NodeDraft#learns}, and then of each input for which {@link
   * NodeDraft#inputGradient} is not null. Both are overwritten, not added to. The result's gradient
   * may be overwritten as well. Called only if something here or before learns.
   */
  void backward();
}
