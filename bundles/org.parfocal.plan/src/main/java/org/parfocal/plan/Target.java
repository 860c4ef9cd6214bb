package org.parfocal.plan;

/**
 * Where plans run.
 *
 * @param <M> what the steps of a plan are bound to
 * @param <P> a plan there, with what it is used through
 */
public interface Target<M, P> {
  /** The operations that plans are made of. */
  Operations<M> operations();

  /** What its memory is called in messages, for example "native memory". */
  String memory();

  /** Bytes that {@link #reserve} could have now. */
  long free();

  /**
   * Gets the memory that all plans share, one at a time, in place of what it had; plans of before
   * are closed already.
   *
   * @param bytes 0 to have none
   * @return whether there was as much, though it was {@link #free}: others may use it, too
   */
  boolean reserve(long bytes);

  /**
   * Makes a plan in the reserved memory.
   *
   * @param compiled whose buffers have their places
   */
  P bind(Compiler<M> compiled);

  /** Ends a plan. */
  void close(P plan);
}
