package org.parfocal.table.cohort;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.parfocal.api.Spelling;

/** Cells that hold a word for a missing value, such as {@code n/a}, and where they stand. */
final class Absences {
  private final String noun;
  private final Set<String> names;
  private final Map<CohortField, Cells> found = new EnumMap<>(CohortField.class);

  /** What was found of a text: columns hold the same ones over and over. */
  private final Map<String, Boolean> judged = new HashMap<>();

  private record Cells(String word, long line, int count) {}

  /**
   * None yet.
   *
   * @param noun what a row stands for
   * @param names words that are names and no sign of a missing value
   */
  Absences(String noun, Collection<String> names) {
    this.noun = noun;
    this.names = Set.copyOf(names);
  }

  /** Whether a cell holds nothing, or a word for nothing. */
  boolean isMissing(String value) {
    return value.isEmpty()
        || (!names.contains(value) && judged.computeIfAbsent(value, Spelling::isMissing));
  }

  /** The value of a column that may be unknown; empty for a word that says so, which is kept. */
  String known(CohortField field, String value, long line) {
    if (!isMissing(value)) {
      return value;
    }
    if (!value.isEmpty()) {
      found.merge(
          field,
          new Cells(value, line, 1),
          (first, next) -> new Cells(first.word(), first.line(), first.count() + 1));
    }
    return "";
  }

  /** A sentence for each column in which words for missing were found. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    found.forEach(
        (field, cells) ->
            warnings.add(
                String.format(
                    Locale.ROOT,
                    "The %s of %,d %ss is a word for a missing one (%s on line %d) and read as unknown; if it is a name, set dataset.as-written: [%s].",
                    field.label(),
                    cells.count(),
                    noun,
                    Spelling.shown(Set.of(cells.word())),
                    cells.line(),
                    cells.word())));
    return warnings;
  }
}
