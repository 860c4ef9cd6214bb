package org.parfocal.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The workers that an {@link Executor} started; used from one thread. */
public interface Workers extends AutoCloseable {
  /**
   * A worker that ended otherwise than by itself: a crash of native code, no memory, a lost
   * machine.
   *
   * @param worker its name, as its command line had it
   * @param reason in words that follow "because", for example {@code it was killed by signal 11}
   */
  record Lost(String worker, String reason) {}

  /**
   * Looks after the workers, without waiting: starts others for those that ended while there is
   * work. Called about once a second.
   *
   * @param open how many jobs have not ended
   * @return those that were lost since the last call
   * @throws ParfocalException if no worker can do any work, for example because each ends with the
   *     same message at once; says what to do
   */
  List<Lost> poll(int open);

  /** How long a worker may have one job; empty: as long as it takes. */
  default Optional<Duration> jobTime() {
    return Optional.empty();
  }

  /**
   * Ends a worker that has had a job for longer, without its help, and waits until it is gone. It
   * is not told of by {@link #poll}, which starts another in its place.
   *
   * @return false if it is none of these workers
   */
  default boolean end(String worker) {
    return false;
  }

  /** What the workers do as a whole, in a few words, such as {@code 3 run, 5 wait}. */
  String state();

  /**
   * Stops what still runs, so that it is recorded as stopped, and waits for it as long as is
   * decent. A second call does nothing.
   */
  @Override
  void close();
}
