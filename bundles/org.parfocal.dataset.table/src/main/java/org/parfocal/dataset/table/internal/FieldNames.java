package org.parfocal.dataset.table.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.SampleField;
import org.parfocal.api.Spelling;

/** The names that stand in one column, how often and where, and which one each is read as. */
final class FieldNames {
  private static final int SHOWN = 5;

  private final SampleField field;
  private final Map<String, Occurrence> occurrences = new LinkedHashMap<>();
  private final Map<String, String> chosen;

  private record Occurrence(long firstLine, long rows) {}

  /**
   * Of a column.
   *
   * @param value null where a row has none
   * @param given what the study reads a name as
   */
  FieldNames(
      SampleField field,
      List<Row> rows,
      Function<Row, @Nullable String> value,
      Function<String, String> given) {
    this.field = field;
    for (Row row : rows) {
      String name = value.apply(row);
      if (name != null) {
        occurrences.merge(
            name,
            new Occurrence(row.line(), 1),
            (first, next) -> new Occurrence(first.firstLine(), first.rows() + 1));
      }
    }
    this.chosen = new LinkedHashMap<>();
    occurrences.keySet().forEach(name -> chosen.put(name, given.apply(name)));
  }

  /** What a name is read as. */
  String of(String name) {
    return chosen.getOrDefault(name, name);
  }

  /** Names that are read as one another though they are written in several ways. */
  List<Set<String>> alike(Set<String> asWritten) {
    return Spelling.alike(field, Set.copyOf(chosen.values()), asWritten);
  }

  /** Reads each of them as the spelling that most rows have, and tells so. */
  String unite(List<Set<String>> alike) {
    for (Set<String> names : alike) {
      String common =
          names.stream()
              .max(Comparator.comparingLong(this::rows).thenComparing(Comparator.reverseOrder()))
              .orElseThrow();
      chosen.replaceAll((name, now) -> names.contains(now) ? common : now);
    }
    return "The %s is spelled in several ways, and each read as its most frequent one: %s."
        .formatted(field, shown(alike));
  }

  private long rows(String name) {
    return occurrences.getOrDefault(name, new Occurrence(0, 0)).rows();
  }

  /** The sentence that refuses them. */
  String refusal(List<Set<String>> alike) {
    String first =
        alike.stream()
            .limit(SHOWN)
            .map(names -> names.iterator().next())
            .collect(Collectors.joining(", "));
    return "the %s is spelled in several ways: %s; spell it in one, or set dataset.same-as: [%s] if they are the same (\"*\" for all), dataset.as-written: [%3$s] if they differ."
        .formatted(field, shown(alike), first);
  }

  private String shown(List<Set<String>> alike) {
    List<String> shown = new ArrayList<>();
    for (Set<String> names : alike.subList(0, Math.min(SHOWN, alike.size()))) {
      shown.add(
          names.stream()
              .map(name -> Spelling.shown(Set.of(name)) + line(name))
              .collect(Collectors.joining(" and ")));
    }
    if (alike.size() > SHOWN) {
      shown.add("and %d more".formatted(alike.size() - SHOWN));
    }
    return String.join("; ", shown);
  }

  private String line(String name) {
    Occurrence first = occurrences.get(name);
    return first == null ? "" : " (line %d)".formatted(first.firstLine());
  }
}
