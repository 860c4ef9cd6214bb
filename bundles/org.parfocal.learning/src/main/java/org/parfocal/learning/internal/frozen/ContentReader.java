package org.parfocal.learning.internal.frozen;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Images;
import org.parfocal.api.Sample;
import org.parfocal.learning.internal.input.PixelFeed;

/**
 * Learns what images hold, on its own threads: those whose content is not known are decoded for it.
 */
public final class ContentReader implements AutoCloseable {
  private final Images images;
  private final ExecutorService workers;
  private volatile boolean closed;

  public ContentReader(Images images, int threads) {
    this.images = images;
    this.workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "parfocal-contents");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * {@link Images#content} of samples, one part of them being read while that before it is in use.
   * The iterator throws what reading an image threw.
   *
   * @return for each part one content a sample, in order
   */
  public Iterator<List<String>> read(List<List<Sample>> parts) {
    Iterator<List<Sample>> unread = parts.iterator();
    return new Iterator<>() {
      private @Nullable CompletableFuture<List<String>> ahead = start();

      private @Nullable CompletableFuture<List<String>> start() {
        return unread.hasNext() ? startReading(unread.next()) : null;
      }

      @Override
      public boolean hasNext() {
        return ahead != null;
      }

      @Override
      public List<String> next() {
        if (ahead == null) {
          throw new NoSuchElementException();
        }
        List<String> contents = PixelFeed.await(ahead);
        ahead = start();
        return contents;
      }
    };
  }

  private CompletableFuture<List<String>> startReading(List<Sample> samples) {
    List<CompletableFuture<String>> contents =
        samples.stream()
            .map(sample -> CompletableFuture.supplyAsync(() -> content(sample), workers))
            .toList();
    return CompletableFuture.allOf(contents.toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> contents.stream().map(CompletableFuture::join).toList());
  }

  private String content(Sample sample) {
    if (closed) {
      throw new CancellationException("nobody waits for it");
    }
    return images.content(sample);
  }

  /** Each thread stops after the image in hand. */
  @Override
  public void close() {
    closed = true;
    workers.shutdown();
  }
}
