package org.parfocal.command.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import org.parfocal.api.ConfigurationException;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobRequests;
import org.parfocal.core.JobState;

/** Requests for jobs that stand one on a line, and lines that answer them. */
final class RequestLines implements JobRequests {
  private static final String STANDARD_INPUT = "-";

  /** A reader that waits for a line cannot be interrupted, and so has a thread of its own. */
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

  private final PrintWriter answers;

  private RequestLines(InputStream in, PrintWriter answers) {
    this.answers = answers;
    Thread reader = new Thread(() -> read(in), "requests");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Reads them.
   *
   * @param from a file, or - for standard input
   * @throws ConfigurationException if the file cannot be read
   */
  static RequestLines of(String from, PrintWriter answers) {
    if (from.equals(STANDARD_INPUT)) {
      return to(System.in, answers);
    }
    try {
      return to(Files.newInputStream(Path.of(from)), answers);
    } catch (IOException e) {
      throw new ConfigurationException(
          "The file %s with the names of jobs cannot be read.".formatted(from));
    }
  }

  static RequestLines to(InputStream in, PrintWriter answers) {
    return new RequestLines(in, answers);
  }

  private void read(InputStream in) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(Optional.of(line.strip()));
      }
    } catch (IOException e) {
      // Nobody can ask for more.
    } finally {
      lines.add(Optional.empty());
    }
  }

  @Override
  public Optional<String> next() {
    try {
      return lines.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("stopped while no job was asked for");
    }
  }

  @Override
  public void ended(JobKey job, JobState state) {
    answers.println(state.name().toLowerCase(Locale.ROOT) + " " + job);
  }

  @Override
  public void nothing() {
    answers.println("nothing");
  }
}
