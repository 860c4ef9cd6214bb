package org.parfocal.executor.spark.internal.driver;

import java.io.Serial;
import java.io.Serializable;

/**
 * What a task is asked for.
 *
 * @param job its name; empty for any that nobody works on
 * @param folder of its results, relative to that of the study; or empty
 */
public record Request(String job, String folder) implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private static final String SEPARATOR = "\t";

  /** As the rest of a line. */
  public String line() {
    return job + SEPARATOR + folder;
  }

  /** From the rest of a line. */
  static Request of(String line) {
    String[] parts = line.split(SEPARATOR, -1);
    return new Request(parts[0], parts.length > 1 ? parts[1] : "");
  }
}
