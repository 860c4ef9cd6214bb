package org.parfocal.launcher;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the running job be recorded when the user stops the program: the signal interrupts the
 * working thread, which then has some time to return.
 */
final class Interruption {
  /** What the program ends with when the user stopped it. */
  static final int EXIT_CODE = 130;

  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread worker;
  private volatile boolean requested;
  private final Runnable cleaning;

  private Interruption(Thread worker, Runnable cleaning) {
    this.worker = worker;
    this.cleaning = cleaning;
  }

  /** Watches over the calling thread; {@code cleaning} runs last, however the program ends. */
  static Interruption watch(Runnable cleaning) {
    Interruption interruption = new Interruption(Thread.currentThread(), cleaning);
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::shutDown, "parfocal-shutdown"));
    return interruption;
  }

  /** Whether the user stopped the program, which explains whatever the worker throws. */
  boolean requested() {
    return requested;
  }

  /** The worker returned; the program ends normally. */
  void finished() {
    finished.countDown();
  }

  private void shutDown() {
    if (finished.getCount() == 0) {
      cleaning.run();
      return;
    }
    requested = true;
    worker.interrupt();
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println(
            "The running job did not stop within %d s; the next run starts it again."
                .formatted(PATIENCE_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cleaning.run();
    // The worker's own exit waits for this hook, so the code is given here.
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}
