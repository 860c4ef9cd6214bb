package org.parfocal.platform.internal.reading;

/**
 * Where a setting was written.
 *
 * @param source file name as the user gave it, or what stands for one
 * @param line from 1; 0 if the source has no lines
 * @param column from 1; 0 if the source has no lines
 */
public record Origin(String source, int line, int column) {
  /** What holds where nobody wrote anything. */
  public static final Origin DEFAULTS = new Origin("defaults", 0, 0);

  private static final String ARGUMENT = "argument ";

  /** A {@code key=value} argument. */
  public static Origin argument(String argument) {
    return new Origin(ARGUMENT + argument, 0, 0);
  }

  /** Whether it was an argument. */
  boolean isArgument() {
    return line == 0 && source.startsWith(ARGUMENT);
  }

  /** {@code study.yaml:3:5}, as editors understand it. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
