package org.parfocal.command.internal;

import org.parfocal.core.JobKey;
import org.parfocal.core.ProgressListener;

/** Shows what happens until it is closed. */
interface Progress extends ProgressListener, AutoCloseable {
  /** Leaves the terminal as it was found. */
  @Override
  default void close() {}

  /** A job of its own, outside of a study: share done and a few words. */
  default void step(double fraction, String what) {
    preparing(fraction, what);
  }

  /** Shows warnings only. */
  static Progress quiet(Terminal terminal) {
    RepeatedWarnings repeated = new RepeatedWarnings();
    return new Progress() {
      @Override
      public void jobWarning(JobKey job, String sentence) {
        repeated.first(job, sentence).ifPresent(this::warning);
      }

      @Override
      public void close() {
        repeated.rest().forEach(this::warning);
      }

      @Override
      public void warning(String sentence) {
        terminal.warning(sentence);
      }
    };
  }

  /** What suits the terminal. */
  static Progress on(Terminal terminal, boolean json, boolean quiet) {
    if (json) {
      return new JsonProgress(terminal.out());
    }
    if (quiet) {
      return quiet(terminal);
    }
    return terminal.interactive()
        ? new BarProgress(terminal.control(), System::nanoTime)
        : new LineProgress(terminal.err(), System::nanoTime);
  }
}
