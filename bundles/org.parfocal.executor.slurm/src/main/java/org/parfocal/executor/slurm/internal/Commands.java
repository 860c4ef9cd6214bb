package org.parfocal.executor.slurm.internal;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Runs commands of Slurm. */
interface Commands {
  /**
   * What a command answered.
   *
   * @param code exit code
   * @param out standard output
   * @param err standard error
   */
  record Answer(int code, String out, String err) {
    /** What it complained about, in one line. */
    String complaint() {
      String said =
          (err.isBlank() ? out : err)
              .lines()
              .map(line -> line.replaceFirst("^s[a-z]+: ((error|fatal): )?", "").strip())
              .filter(line -> !line.isEmpty())
              .collect(Collectors.joining("; "));
      return said.isEmpty() ? "exit code " + code : said;
    }
  }

  /**
   * Runs one to its end.
   *
   * @throws IOException if it cannot be started, or does not end in time
   * @throws java.util.concurrent.CancellationException if the thread was interrupted
   */
  Answer run(List<String> command) throws IOException;
}
