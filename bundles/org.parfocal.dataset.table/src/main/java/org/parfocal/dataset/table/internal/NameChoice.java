package org.parfocal.dataset.table.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.SampleField;
import org.parfocal.api.Spelling;

/** Which spelling of a name its rows get, and which names are left as they are. */
final class NameChoice {
  /** In options: every name. */
  private static final String ALL = "*";

  private static final SampleField ATTRIBUTE = new SampleField("attribute");

  private final Map<String, String> sameAs = new HashMap<>();
  private final boolean allSame;
  private final Set<String> asWritten;
  private final boolean allAsWritten;

  /**
   * As a study says.
   *
   * @param sameAs names whose other spellings are the same
   * @param asWritten names that differ from their other spellings
   * @param classes are meant as they are written, too
   */
  NameChoice(String[] sameAs, String[] asWritten, Collection<String> classes) {
    this.allSame = Arrays.asList(sameAs).contains(ALL);
    this.allAsWritten = Arrays.asList(asWritten).contains(ALL);
    this.asWritten = new HashSet<>(Arrays.asList(asWritten));
    this.asWritten.addAll(classes);
    for (String name : sameAs) {
      if (!name.equals(ALL)) {
        this.sameAs.putIfAbsent(Spelling.key(ATTRIBUTE, name), name);
      }
    }
  }

  /** Names that differ from others of nearly the same spelling, or are no words for missing. */
  Set<String> asWritten() {
    return asWritten;
  }

  /**
   * The rows under the names that are chosen. Magnifications in several spellings are one beyond
   * doubt ({@code 20}, {@code 20.0} and {@code 20x}); of patients and labels an option must say it.
   */
  List<Row> choose(List<Row> rows, TableProblems problems, List<String> warnings) {
    FieldNames labels = names("label", rows, Row::label);
    FieldNames patients = names("patient", rows, Row::patient);
    FieldNames slides = names("slide", rows, Row::slide);
    FieldNames magnifications = names("magnification", rows, Row::magnification);
    for (FieldNames names : List.of(labels, patients)) {
      List<Set<String>> alike = alike(names);
      if (!alike.isEmpty() && !allSame) {
        problems.add(0, names.refusal(alike));
      }
    }
    for (FieldNames names : allSame ? List.of(labels, patients, slides) : List.<FieldNames>of()) {
      names.unite(alike(names));
    }
    List<Set<String>> alike = alike(magnifications);
    if (!alike.isEmpty()) {
      warnings.add(magnifications.unite(alike));
    }
    return rows.stream()
        .map(
            row ->
                row.named(
                    labels.of(row.label()),
                    patients.of(row.patient()),
                    slides.of(row.slide()),
                    row.magnification() == null ? null : magnifications.of(row.magnification()),
                    attributes(row)))
        .toList();
  }

  private FieldNames names(String field, List<Row> rows, Function<Row, @Nullable String> value) {
    return new FieldNames(new SampleField(field), rows, value, this::same);
  }

  private String same(String name) {
    return sameAs.isEmpty() ? name : sameAs.getOrDefault(Spelling.key(ATTRIBUTE, name), name);
  }

  /** What is spelled in several ways, unless it is meant so. */
  private List<Set<String>> alike(FieldNames names) {
    List<Set<String>> alike = names.alike(asWritten);
    if (allAsWritten) {
      alike.forEach(asWritten::addAll);
      return List.of();
    }
    return alike;
  }

  private Map<String, String> attributes(Row row) {
    if (sameAs.isEmpty()) {
      return row.attributes();
    }
    Map<String, String> named = new LinkedHashMap<>();
    row.attributes().forEach((attribute, value) -> named.put(attribute, same(value)));
    return named;
  }
}
