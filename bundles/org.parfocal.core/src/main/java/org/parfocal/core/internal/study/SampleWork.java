package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Sample;
import org.parfocal.core.ProgressListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something with many samples, several at a time. */
public final class SampleWork {
  private static final Logger LOG = LoggerFactory.getLogger(SampleWork.class);
  private static final int MAX_THREADS = 8;
  private static final int REPORTS = 200;
  private static final long SECONDS_TO_STOP = 10;

  private SampleWork() {}

  private record Result<T>(int index, @Nullable T value) {}

  /**
   * Calls {@code work} for each sample.
   *
   * @param work safe to call from several threads; what it throws ends everything
   * @param what a few words for the progress
   * @return the results in the order of the samples; null where the work gave null
   * @throws java.util.concurrent.CancellationException if the calling thread was interrupted
   */
  public static <T> List<@Nullable T> each(
      List<Sample> samples,
      Function<Sample, @Nullable T> work,
      ProgressListener listener,
      String what) {
    int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    ExecutorService executor = Executors.newFixedThreadPool(threads, SampleWork::thread);
    try {
      ExecutorCompletionService<Result<T>> done = new ExecutorCompletionService<>(executor);
      for (int index = 0; index < samples.size(); index++) {
        int position = index;
        done.submit(() -> new Result<T>(position, work.apply(samples.get(position))));
      }
      List<@Nullable T> results = new ArrayList<>(Collections.nCopies(samples.size(), null));
      int step = Math.max(1, samples.size() / REPORTS);
      for (int count = 1; count <= samples.size(); count++) {
        Result<T> result = done.take().get();
        results.set(result.index(), result.value());
        if (count % step == 0 || count == samples.size()) {
          listener.preparing(
              (double) count / samples.size(),
              "%s: %d of %d".formatted(what, count, samples.size()));
        }
      }
      return results;
    } catch (InterruptedException e) {
      throw Stopped.exception();
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      stop(executor);
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException failure) {
      return failure;
    }
    if (cause instanceof Error failure) {
      throw failure;
    }
    return new IllegalStateException(cause);
  }

  private static void stop(ExecutorService executor) {
    executor.shutdownNow();
    try {
      boolean ended = executor.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
      if (!ended) {
        LOG.warn("A thread that reads images does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "parfocal-images");
    thread.setDaemon(true);
    return thread;
  }
}
