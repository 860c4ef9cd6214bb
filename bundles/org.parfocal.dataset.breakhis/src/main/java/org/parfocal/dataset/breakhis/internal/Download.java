package org.parfocal.dataset.breakhis.internal;

import java.io.IOException;
import java.io.Serial;
import java.net.URI;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
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
import org.parfocal.api.WholeFile;

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
  private final HttpTransfer transfer;

  /**
   * Prepares a download.
   *
   * @param file where it will stand; its folder exists
   * @param pause between two attempts that brought nothing
   * @param stall how long a server may send nothing
   * @param progress share of the bytes, if the server says how many there are
   */
  Download(Path file, Duration pause, Duration stall, DoubleConsumer progress) {
    this.file = file;
    this.part = file.resolveSibling(file.getFileName() + ".part");
    this.info = file.resolveSibling(file.getFileName() + ".part.info");
    this.pause = pause;
    this.progress = progress;
    this.transfer = new HttpTransfer(part, stall, this::grown);
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
      long before = transfer.stored();
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
      fruitless = transfer.stored() > before ? 0 : fruitless + 1;
      rest();
    }
    throw new IOException(
        String.format(Locale.ROOT, "%s after %,d bytes, which are kept", last, transfer.stored()));
  }

  /** True when all is there. */
  private boolean attempt(URI location) throws IOException {
    PartialDownload known = PartialDownload.read(info);
    long have = known.equals(PartialDownload.NONE) ? 0 : transfer.stored();
    String validator = known.location().equals(location.toString()) ? known.validator() : "";
    HttpAnswer answer;
    try {
      answer =
          transfer.get(
              location, have, validator, head -> body(head, location, known, have, validator));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped();
    }
    if (answer.total() > LARGEST) {
      throw new RefusedException(
          String.format(Locale.ROOT, "it has %,d bytes, far more than BreaKHis", answer.total()));
    }
    if (fits(answer, known, have, validator)) {
      return answer.total() < 0 || transfer.stored() == answer.total();
    }
    switch (answer.status()) {
      case HttpAnswer.PARTIAL -> {}
      case HttpAnswer.RANGE_NOT_SATISFIABLE -> {
        if (have > 0 && answer.total() == have) {
          return true;
        }
      }
      default -> {
        if (answer.isTemporary()) {
          throw new IOException("it answered with " + answer);
        }
        throw new RefusedException("it answered with " + answer);
      }
    }
    store(() -> Files.deleteIfExists(info)); // what is there belongs to another file
    return false;
  }

  /** Stores the bytes of an answer that fits; closes the connection of others. */
  private BodySubscriber<Path> body(
      ResponseInfo head, URI location, PartialDownload known, long have, String validator) {
    HttpAnswer answer = new HttpAnswer(head.statusCode(), head.headers());
    if (answer.total() > LARGEST || !fits(answer, known, have, validator)) {
      return BodySubscribers.mapping(
          BodySubscribers.ofInputStream(),
          body -> {
            store(body::close);
            return part;
          });
    }
    long kept = answer.status() == HttpAnswer.OK ? 0 : have;
    requireSpace(answer.total(), kept);
    store(
        () -> {
          WholeFile.requireReplaceable(part);
          if (kept == 0) {
            Files.deleteIfExists(part);
          }
          new PartialDownload(location.toString(), answer.validator(), answer.total()).write(info);
        });
    return BodySubscribers.ofFile(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Whether the answer is the whole file, or goes on where the bytes that are there end. */
  private static boolean fits(
      HttpAnswer answer, PartialDownload known, long have, String validator) {
    // Another mirror is trusted to have the same file only if it has the same length.
    boolean same = validator.isEmpty() ? known.total() > 0 : known.total() != 0;
    return answer.status() == HttpAnswer.OK
        || (answer.status() == HttpAnswer.PARTIAL
            && same
            && answer.first() == have
            && (known.total() < 0 || answer.total() == known.total()));
  }

  private void grown(long bytes) {
    if (bytes > LARGEST) {
      throw new OutputException(
          "The download %s has more bytes than BreaKHis; delete it and name another location."
              .formatted(part));
    }
    long total = PartialDownload.read(info).total();
    if (total > 0) {
      progress.accept((double) bytes / total);
    }
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
                    "The disk of %s has %,d MB free and BreaKHis needs %,d MB; choose another"
                        + " folder.",
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
          "The download %s cannot be written: %s; free some space or choose another folder."
              .formatted(part, e.getMessage()),
          e);
    }
  }

  private static CancellationException stopped() {
    return new CancellationException("the download was stopped; run the same command to continue");
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
