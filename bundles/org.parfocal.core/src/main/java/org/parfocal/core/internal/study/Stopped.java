package org.parfocal.core.internal.study;

import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells a user's stop from a failure. */
final class Stopped {
  private static final int MAX_CAUSES = 50;

  private Stopped() {}

  /**
   * Whether this came of the user's stop: the thread was interrupted, or something in the chain of
   * causes says so. Clears the thread's interrupt, so that what was stopped can still be recorded.
   */
  static boolean by(@Nullable Throwable thrown) {
    boolean stopped = Thread.interrupted();
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_CAUSES && !stopped; depth++) {
      stopped =
          cause instanceof CancellationException
              || cause instanceof InterruptedException
              || cause instanceof ClosedByInterruptException;
      cause = cause.getCause();
    }
    return stopped;
  }

  /** Waits, unless the user stops the study. */
  static void sleep(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      throw exception();
    }
  }

  static CancellationException exception() {
    return new CancellationException("The study was stopped; run it again to go on.");
  }
}
