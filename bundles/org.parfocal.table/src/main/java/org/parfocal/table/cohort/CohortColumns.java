package org.parfocal.table.cohort;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.parfocal.api.Choice;
import org.parfocal.api.DidYouMean;
import org.parfocal.api.SampleField;
import org.parfocal.api.Spelling;
import org.parfocal.table.Delimiter;
import org.parfocal.table.Excerpt;
import org.parfocal.table.TableRow;

/** Which column of a cohort's table holds what. */
final class CohortColumns {
  private final int count;
  private final Map<CohortField, Integer> positions;
  private final Map<String, Integer> attributes;
  private final List<String> warnings;

  private CohortColumns(
      int count,
      Map<CohortField, Integer> positions,
      Map<String, Integer> attributes,
      List<String> warnings) {
    this.count = count;
    this.positions = positions;
    this.attributes = attributes;
    this.warnings = warnings;
  }

  /**
   * Finds the columns in a header.
   *
   * @param settings tell the name that each field's column should have
   */
  static CohortColumns of(
      TableRow header, Delimiter delimiter, CohortSettings settings, CohortProblems problems) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int i = 0; i < header.cells().size(); i++) {
      String name = header.cells().get(i);
      if (!name.isEmpty() && columns.putIfAbsent(name, i) != null) {
        problems.add(
            header.line(),
            "the header names the column '%s' twice; rename one.".formatted(Excerpt.of(name)));
      }
    }
    Map<CohortField, Integer> positions = new EnumMap<>(CohortField.class);
    Set<String> taken = new HashSet<>();
    for (CohortField field : settings.columns().keySet()) {
      String name = settings.columns().getOrDefault(field, "").strip();
      Integer position = columns.get(name);
      if (position != null) {
        positions.put(field, position);
        if (!taken.add(name)) {
          problems.add(
              header.line(),
              "%s names the column '%s' a second time.".formatted(field.option(), name));
        }
      } else if (settings.requires(field) || !name.equals(field.column())) {
        problems.add(
            header.line(), missing(field, name, header, delimiter, columns.keySet(), settings));
      }
    }
    columns.keySet().removeAll(taken);
    return new CohortColumns(
        header.cells().size(), positions, columns, warnings(settings, positions, columns.keySet()));
  }

  /** Columns that are named almost as one that is read, and would be lost in silence. */
  private static List<String> warnings(
      CohortSettings settings, Map<CohortField, Integer> positions, Set<String> attributes) {
    Map<String, CohortField> unread = new HashMap<>();
    for (CohortField field : settings.columns().keySet()) {
      if (!positions.containsKey(field)) {
        unread.put(key(field.column()), field);
      }
    }
    List<String> warnings = new ArrayList<>();
    for (String name : attributes) {
      CohortField field = unread.get(key(name));
      if (field != null) {
        warnings.add(
            "The column %s is read as an attribute; set %s: %s if it is the %s of the %ss."
                .formatted(
                    Spelling.shown(Set.of(name)),
                    field.option(),
                    name,
                    field.label(),
                    settings.noun()));
      }
    }
    return warnings;
  }

  private static String key(String name) {
    return Spelling.key(new SampleField("column"), name);
  }

  /** Number of columns, those without a name included. */
  int count() {
    return count;
  }

  /** Whether a row has a value for each column, and beyond them empty ones at most. */
  boolean fit(List<String> row) {
    return row.size() >= count && row.subList(count, row.size()).stream().allMatch(String::isEmpty);
  }

  /** What a person should know of the columns. */
  List<String> warnings() {
    return warnings;
  }

  /** Whether the table has a column for a field. */
  boolean has(CohortField field) {
    return positions.containsKey(field);
  }

  /** The value of a field; empty if the table has no such column. */
  String value(CohortField field, List<String> row) {
    Integer position = positions.get(field);
    return position == null ? "" : row.get(position);
  }

  /** The values of every other named column, without the empty ones. */
  Map<String, String> attributes(List<String> row) {
    Map<String, String> values = new LinkedHashMap<>();
    attributes.forEach(
        (name, position) -> {
          if (!row.get(position).isEmpty()) {
            values.put(name, row.get(position));
          }
        });
    return values;
  }

  private static String missing(
      CohortField field,
      String name,
      TableRow header,
      Delimiter delimiter,
      Set<String> columns,
      CohortSettings settings) {
    Optional<Delimiter> better =
        header.cells().size() == 1
            ? Delimiter.mostFrequent(header.cells().get(0)).filter(other -> other != delimiter)
            : Optional.empty();
    if (better.isPresent()) {
      return "there is no column '%s': the header is a single value; set dataset.delimiter: %s."
          .formatted(name, Choice.name(better.get()));
    }
    String otherwise =
        settings.requires(field) && name.equals(field.column())
            ? "add it, or name the column with " + field.option()
            : "correct " + field.option();
    return "there is no column '%s'; %s (columns: %s)."
        .formatted(
            name,
            DidYouMean.nearest(name, columns)
                .map(nearest -> "is it '%s'? If so set %s: %1$s".formatted(nearest, field.option()))
                .orElse(otherwise),
            Excerpt.of(columns));
  }
}
