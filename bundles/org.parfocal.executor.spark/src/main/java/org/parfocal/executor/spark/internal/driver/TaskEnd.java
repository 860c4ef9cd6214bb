package org.parfocal.executor.spark.internal.driver;

import java.util.Locale;

/**
 * How a task ended, as one line of text.
 *
 * @param kind what the coordinator makes of it
 * @param worker name of the worker; may be empty
 * @param reason a sentence, or words that follow "because"; may be empty
 * @param job that was asked for by its name; or empty
 */
public record TaskEnd(Kind kind, String worker, String reason, String job) {
  /** Of a task that was asked for any job. */
  TaskEnd(Kind kind, String worker, String reason) {
    this(kind, worker, reason, "");
  }

  /** What a task can come to. */
  public enum Kind {
    /** A job ended, well or not. */
    JOB,
    /** Nothing was left that nobody works on. */
    NOTHING,
    /** The worker crashed or was killed; {@code reason} says why. */
    LOST,
    /** The worker was lost with its executor; Spark has another one do the task. */
    EXECUTOR_LOST,
    /** The worker cannot work, and others would say the same; {@code reason} is its sentence. */
    REFUSED,
    /** Spark tried the task several times and gave it up; {@code reason} are its words. */
    ABORTED
  }

  private static final String SEPARATOR = "\t";

  /** As one line. */
  public String line() {
    return String.join(
        SEPARATOR, kind.name().toLowerCase(Locale.ROOT), worker, oneLine(reason).strip(), job);
  }

  /** The same end of a task that was asked for this. */
  TaskEnd of(Request request) {
    return new TaskEnd(kind, worker, reason, request.job());
  }

  /** From its line. */
  public static TaskEnd of(String line) {
    String[] parts = line.split(SEPARATOR, -1);
    return new TaskEnd(
        Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)),
        parts[1],
        parts[2],
        parts.length > 3 ? parts[3] : "");
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\t\\r\\n]+", " ");
  }
}
