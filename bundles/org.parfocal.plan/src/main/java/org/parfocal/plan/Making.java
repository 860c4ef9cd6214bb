package org.parfocal.plan;

/**
 * Makes a step once all buffers have their places.
 *
 * @param <M> what the steps of a plan are bound to on a target: its memory, and what else they
 *     share
 */
@FunctionalInterface
public interface Making<M> {
  /**
   * The step with everything bound that it reads and writes; running it should allocate nothing.
   */
  Runnable make(M memory);
}
