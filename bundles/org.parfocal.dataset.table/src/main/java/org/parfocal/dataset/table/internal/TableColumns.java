package org.parfocal.dataset.table.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.parfocal.api.Choice;
import org.parfocal.api.DidYouMean;

/** Which column of a table holds what. */
final class TableColumns {
  /** What a column can hold, beside attributes. */
  enum Field {
    PATH,
    LABEL,
    PATIENT,
    SLIDE,
    MAGNIFICATION,
    MICRONS_PER_PIXEL,
    PLACE;

    boolean isRequired() {
      return compareTo(PATIENT) <= 0;
    }

    /** The option that renames the column, as a study file writes it. */
    String option() {
      return "dataset." + Choice.name(this) + "-column";
    }
  }

  private final int count;
  private final Map<Field, Integer> positions;
  private final Map<String, Integer> attributes;

  private TableColumns(int count, Map<Field, Integer> positions, Map<String, Integer> attributes) {
    this.count = count;
    this.positions = positions;
    this.attributes = attributes;
  }

  /**
   * Finds the columns in a header.
   *
   * @param header the names, stripped
   * @param names the name that each field's column should have
   */
  static TableColumns of(
      List<String> header, Map<Field, String> names, long line, TableProblems problems) {
    Map<Field, Integer> positions = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (Field field : Field.values()) {
      String name = names.getOrDefault(field, "").strip();
      if (header.contains(name)) {
        positions.put(field, header.indexOf(name));
        if (!taken.add(name)) {
          problems.add(
              line, "%s names the column '%s' a second time.".formatted(field.option(), name));
        }
      } else if (field.isRequired()) {
        problems.add(line, missing(field, name, header));
      }
    }
    Map<String, Integer> attributes = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      if (!name.isEmpty() && header.indexOf(name) != i) {
        problems.add(line, "the header names the column '%s' twice; rename one.".formatted(name));
      } else if (!name.isEmpty() && !taken.contains(name)) {
        attributes.put(name, i);
      }
    }
    return new TableColumns(header.size(), positions, attributes);
  }

  /** Number of columns, those without a name included. */
  int count() {
    return count;
  }

  /** The stripped value of a field; empty if the table has no such column. */
  String value(Field field, List<String> row) {
    Integer position = positions.get(field);
    return position == null ? "" : row.get(position).strip();
  }

  /** The values of every other named column, without the empty ones. */
  Map<String, String> attributes(List<String> row) {
    Map<String, String> values = new LinkedHashMap<>();
    attributes.forEach(
        (name, position) -> {
          String value = row.get(position).strip();
          if (!value.isEmpty()) {
            values.put(name, value);
          }
        });
    return values;
  }

  private static String missing(Field field, String name, List<String> header) {
    Optional<Delimiter> better =
        header.size() == 1 ? Delimiter.better(header.get(0)) : Optional.empty();
    if (better.isPresent()) {
      return "there is no column '%s': the header is a single value; set dataset.delimiter: %s."
          .formatted(name, Choice.name(better.get()));
    }
    List<String> named = new ArrayList<>(header);
    named.removeIf(String::isEmpty);
    return "there is no column '%s'; %s (columns: %s)."
        .formatted(
            name,
            DidYouMean.nearest(name, named)
                .map(nearest -> "is it '%s'? If so set %s: %1$s".formatted(nearest, field.option()))
                .orElse("add it, or name the column with " + field.option()),
            String.join(", ", named));
  }
}
