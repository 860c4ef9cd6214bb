package org.parfocal.api;

import java.io.Serial;
import java.util.List;

/** A configuration cannot be used: carries all of its problems, one sentence each. */
public final class ConfigurationException extends ParfocalException {
  @Serial private static final long serialVersionUID = 1L;

  private final List<String> problems;

  public ConfigurationException(String problem) {
    this(List.of(problem));
  }

  public ConfigurationException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** The problems, in the order of the file. */
  public List<String> problems() {
    return problems;
  }
}
