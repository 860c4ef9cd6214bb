package org.parfocal.table.cohort;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.parfocal.api.DatasetException;

/** The faults of a cohort's table, reported together: the first ten, each with its line. */
public final class CohortProblems {
  private static final int LIMIT = 10;

  private final Path table;
  private final List<String> sentences = new ArrayList<>();
  private boolean more;

  /** Of a table. */
  public CohortProblems(Path table) {
    this.table = table;
  }

  /**
   * Adds a fault.
   *
   * @param line from 1; 0 if it is of the whole table
   */
  public void add(long line, String sentence) {
    if (isFull()) {
      more = true;
      return;
    }
    sentences.add(line > 0 ? "line " + line + ": " + sentence : sentence);
  }

  /** Nothing more needs to be looked for. */
  public boolean isFull() {
    return sentences.size() >= LIMIT;
  }

  /** There may be others than those that are reported. */
  public void thereMayBeMore() {
    more = true;
  }

  /**
   * Does nothing if there are none.
   *
   * @throws DatasetException with all of them
   */
  public void refuse() {
    if (sentences.isEmpty()) {
      return;
    }
    if (sentences.size() == 1 && !more) {
      throw new DatasetException("%s, %s".formatted(table, sentences.get(0)));
    }
    throw new DatasetException(
        "%s cannot be used%s:%n  %s"
            .formatted(
                table,
                more ? "; the first " + sentences.size() + " problems" : "",
                String.join(System.lineSeparator() + "  ", sentences)));
  }
}
