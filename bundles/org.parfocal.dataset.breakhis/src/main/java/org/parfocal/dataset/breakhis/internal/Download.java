package org.parfocal.dataset.breakhis.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import org.parfocal.api.OutputException;

/**
 * Downloads one large file, which appears under its name only when all of it is there. A connection
 * that breaks is taken up where it broke, now or in a later run, as long as the server still has
 * the same file.
 */
final class Download {
  private static final long LARGEST = 16L << 30;
  private static final int ATTEMPTS = 5;

  private final Path file;
  private final Path part;
  private final Path info;
  private final Duration pause;
  private final DoubleConsumer progress;

  /**
   * Prepares a download.
   *
   * @param file where it will stand; its folder exists
   * @param pause between two attempts that brought nothing
   * @param progress share of the bytes, if the server tells how many there are
   */
  Download(Path file, Duration pause, DoubleConsumer progress) {
    this.file = file;
    this.part = file.resolveSibling(file.getFileName() + ".part");
    this.info = file.resolveSibling(file.getFileName() + ".part.info");
    this.pause = pause;
    this.progress = progress;
  }

  /**
   * Fetches from one location.
   *
   * @throws IOException if the location does not serve the whole file; the message says why
   * @throws OutputException if it cannot be stored
   */
  void from(URI location) throws IOException {
    String last = "";
    for (int fruitless = 0; fruitless < ATTEMPTS; ) {
      long before = stored();
      try {
        if (attempt(location)) {
          store(() -> finish());
          return;
        }
        last = "the connection broke";
      } catch (RefusedException e) {
        throw e;
      } catch (IOException e) {
        last = String.valueOf(e.getMessage());
      }
      fruitless = stored() > before ? 0 : fruitless + 1;
      rest();
    }
    throw new IOException(
        String.format(Locale.ROOT, "%s after %,d bytes, which are kept", last, stored()));
  }

  /** True when all is there. */
  private boolean attempt(URI location) throws IOException {
    PartialDownload known = PartialDownload.read(info);
    long have = known.equals(PartialDownload.NONE) ? 0 : stored();
    String validator = known.location().equals(location.toString()) ? known.validator() : "";
    try (HttpAnswer answer = HttpAnswer.get(location, have, validator)) {
      switch (answer.status()) {
        case HttpURLConnection.HTTP_OK -> {
          return copy(answer, location, 0);
        }
        case HttpAnswer.PARTIAL -> {
          // Another mirror is trusted to have the same file only if it has the same length.
          boolean same = validator.isEmpty() ? known.total() > 0 : known.total() != 0;
          if (same && answer.first() == have && agree(answer.total(), known.total())) {
            return copy(answer, location, have);
          }
        }
        case HttpAnswer.RANGE_NOT_SATISFIABLE -> {
          if (have > 0 && answer.total() == have) {
            return true;
          }
        }
        default -> {
          if (answer.status() >= 500 || answer.status() == 429) {
            throw new IOException("it answered " + answer.statusLine());
          }
          throw new RefusedException("it answered " + answer.statusLine());
        }
      }
    }
    store(() -> Files.deleteIfExists(info)); // what is there belongs to another file
    return false;
  }

  private static boolean agree(long now, long before) {
    return before < 0 || now == before;
  }

  private boolean copy(HttpAnswer answer, URI location, long have) throws IOException {
    long total = answer.total();
    if (total > LARGEST) {
      throw new RefusedException(
          String.format(Locale.ROOT, "it has %,d bytes, far more than BreaKHis", total));
    }
    requireSpace(total, have);
    store(
        () -> {
          if (have == 0) {
            Files.deleteIfExists(part);
          }
          new PartialDownload(location.toString(), answer.validator(), total).write(info);
        });
    long at = have;
    try (InputStream in = answer.body();
        OutputStream out =
            Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        int bytes = read;
        store(() -> out.write(buffer, 0, bytes));
        at += read;
        if (at > LARGEST || (total >= 0 && at > total)) {
          throw new RefusedException("it sends more bytes than it said");
        }
        if (total > 0) {
          progress.accept((double) at / total);
        }
        if (Thread.currentThread().isInterrupted()) {
          throw stopped();
        }
      }
    }
    return total < 0 || at == total;
  }

  /** The archive and its images need about the same room. */
  private void requireSpace(long total, long have) {
    store(
        () -> {
          long needed = total < 0 ? 0 : total - have + total;
          long free = Files.getFileStore(file.getParent()).getUsableSpace();
          if (free < needed) {
            throw new OutputException(
                String.format(
                    Locale.ROOT,
                    "The disk of %s has %,d MB free and BreaKHis needs %,d MB; choose another folder.",
                    file.getParent(),
                    free >> 20,
                    needed >> 20));
          }
        });
  }

  private void finish() throws IOException {
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(info);
  }

  private long stored() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private void rest() {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped();
    }
  }

  /** Keeps faults of the disk apart from those of the network. */
  private void store(Step step) {
    try {
      step.run();
    } catch (ClosedByInterruptException e) {
      throw stopped();
    } catch (IOException e) {
      throw new OutputException(
          "The download %s cannot be written: %s; make room or choose another folder."
              .formatted(part, e.getMessage()),
          e);
    }
  }

  private static CancellationException stopped() {
    return new CancellationException("the download was stopped; it goes on at the next start");
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /** Trying this location again would change nothing. */
  private static final class RefusedException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }
}
