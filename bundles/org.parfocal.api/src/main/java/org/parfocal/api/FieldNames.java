package org.parfocal.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The names that a reader finds in one field, how often and where, and what each is read as. */
public final class FieldNames {
  private static final int SHOWN = 5;

  private final SampleField field;
  private final NameChoice choice;
  private final Map<String, Occurrence> occurrences = new LinkedHashMap<>();
  private final Map<String, String> chosen = new LinkedHashMap<>();

  private record Occurrence(String where, long count) {}

  /** None found yet. */
  public FieldNames(SampleField field, NameChoice choice) {
    this.field = field;
    this.choice = choice;
  }

  /**
   * Counts a name.
   *
   * @param where it stands, as sentences say it: {@code line 2}
   */
  public void add(String name, String where) {
    occurrences.merge(
        name,
        new Occurrence(where, 1),
        (first, next) -> new Occurrence(first.where(), first.count() + 1));
    chosen.computeIfAbsent(name, choice::same);
  }

  /** What a name is read as. */
  public String of(String name) {
    return chosen.getOrDefault(name, name);
  }

  /**
   * For names that stand for people or classes: two spellings of one are a mistake, unless the
   * study says that they are the same, which unites them, or that they differ.
   *
   * @return the sentence that refuses them
   */
  public Optional<String> refusal() {
    List<Set<String>> alike = alike();
    if (alike.isEmpty()) {
      return Optional.empty();
    }
    if (choice.unitesAll()) {
      unite(alike);
      return Optional.empty();
    }
    String first =
        alike.stream()
            .limit(SHOWN)
            .map(names -> names.iterator().next())
            .collect(Collectors.joining(", "));
    return Optional.of(
        "the %s is spelled in several ways: %s; spell it in one, or set dataset.same-as: [%s] if they are the same (\"*\" for all), dataset.as-written: [%3$s] if they differ."
            .formatted(field, shown(alike), first));
  }

  /** For slides: united if the study says that all names of nearly the same spelling are one. */
  public void uniteIfAllAreTheSame() {
    if (choice.unitesAll()) {
      unite(alike());
    }
  }

  /**
   * For magnifications, whose spellings are one beyond doubt ({@code 20}, {@code 20.0} and {@code
   * 20x}): each is read as the one that is most frequent.
   *
   * @return the sentence that tells so
   */
  public Optional<String> united() {
    List<Set<String>> alike = alike();
    unite(alike);
    return alike.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The %s is spelled in several ways, and each read as its most frequent one: %s."
                .formatted(field, shown(alike)));
  }

  /** What is read as several names though a person would call them one, unless it is meant so. */
  private List<Set<String>> alike() {
    return Spelling.alike(field, Set.copyOf(chosen.values()), choice.asWritten()).stream()
        .filter(names -> !choice.keeps(names))
        .toList();
  }

  private void unite(List<Set<String>> alike) {
    for (Set<String> names : alike) {
      String common =
          names.stream()
              .max(Comparator.comparingLong(this::count).thenComparing(Comparator.reverseOrder()))
              .orElseThrow();
      chosen.replaceAll((name, now) -> names.contains(now) ? common : now);
    }
  }

  private long count(String name) {
    return occurrences.getOrDefault(name, new Occurrence("", 0)).count();
  }

  private String shown(List<Set<String>> alike) {
    List<String> shown = new ArrayList<>();
    for (Set<String> names : alike.subList(0, Math.min(SHOWN, alike.size()))) {
      shown.add(
          names.stream()
              .map(name -> Spelling.shown(Set.of(name)) + where(name))
              .collect(Collectors.joining(" and ")));
    }
    if (alike.size() > SHOWN) {
      shown.add("and %d more".formatted(alike.size() - SHOWN));
    }
    return String.join("; ", shown);
  }

  private String where(String name) {
    Occurrence first = occurrences.get(name);
    return first == null ? "" : " (%s)".formatted(first.where());
  }
}
