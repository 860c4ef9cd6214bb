package org.parfocal.platform.internal.reading;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.parfocal.api.ConfigurationException;

/** Collects the mistakes, to report them all at once. */
public final class Problems {
  private static final int SHOWN = 50;
  private static final int LONGEST = 400;

  private record Problem(Origin origin, String sentence) {}

  private final Set<Problem> problems = new LinkedHashSet<>();

  /** Adds a sentence about a setting; a repetition is dropped. */
  public void add(Setting setting, String sentence) {
    add(setting.origin(), setting.path().isEmpty() ? sentence : setting.path() + " " + sentence);
  }

  /** Adds a sentence about a place; a repetition is dropped. */
  public void add(Origin origin, String sentence) {
    problems.add(new Problem(origin, shortened(sentence)));
  }

  /** A sentence may quote what a file holds, which may be megabytes. */
  private static String shortened(String sentence) {
    return sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST) + "…";
  }

  /** How many there are. */
  public int count() {
    return problems.size();
  }

  /**
   * Returns if there are none.
   *
   * @throws ConfigurationException with all of them, in the order of the file
   */
  public void throwIfAny() {
    if (problems.isEmpty()) {
      return;
    }
    List<String> sentences =
        problems.stream()
            .sorted(
                Comparator.comparing((Problem problem) -> problem.origin().source())
                    .thenComparing(problem -> problem.origin().line())
                    .thenComparing(problem -> problem.origin().column()))
            .limit(SHOWN)
            .map(problem -> shortened(problem.origin() + ": " + problem.sentence()))
            .toList();
    throw new ConfigurationException(sentences);
  }
}
