package org.parfocal.imaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import org.parfocal.api.ImageSource;
import org.parfocal.api.OutputException;

/**
 * Writes many images as PNG files, on all processors. Each file appears whole or not at all, and
 * one that is there already is kept, so that what was stopped goes on.
 */
public final class PngFiles {
  private PngFiles() {}

  /**
   * Writes each image into the file at its place.
   *
   * @param progress is given the written share, 0 to 1
   * @throws OutputException if a file cannot be written
   * @throws org.parfocal.api.DatasetException if an image cannot be read
   * @throws CancellationException if the thread was interrupted
   */
  public static void write(List<ImageSource> images, List<Path> files, DoubleConsumer progress) {
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      CompletionService<Void> done = new ExecutorCompletionService<>(workers);
      for (int i = 0; i < files.size(); i++) {
        ImageSource image = images.get(i);
        Path file = files.get(i);
        done.submit(() -> write(image, file), null);
      }
      for (int i = 0; i < files.size(); i++) {
        done.take().get();
        progress.accept((i + 1.0) / files.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the export was stopped");
    } catch (ExecutionException e) {
      throw rethrown(e);
    } finally {
      stop(workers);
    }
  }

  private static void write(ImageSource image, Path file) {
    try {
      if (PngEnds.areWhole(file)) {
        return;
      }
    } catch (IOException e) {
      throw new OutputException(
          "The file %s cannot be read: %s; delete it.".formatted(file.toAbsolutePath(), e), e);
    }
    PngWriter.write(image.read(), file);
  }

  private static RuntimeException rethrown(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(e);
  }

  /** Nothing is written any more when this returns. */
  private static void stop(ExecutorService workers) {
    workers.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      workers.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
