package org.parfocal.api;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a {@link Metric} compares a variant with the study's first one by: their outcomes over the
 * seeds that both have finished.
 *
 * @param outcomes of the variant
 * @param reference of the first variant
 */
public record PairedOutcomes(List<Outcome> outcomes, List<Outcome> reference) {
  public PairedOutcomes {
    outcomes = List.copyOf(outcomes);
    reference = List.copyOf(reference);
  }

  /** The outcomes whose seed is among those of both; empty if there is none. */
  public static Optional<PairedOutcomes> of(List<Outcome> outcomes, List<Outcome> reference) {
    PairedOutcomes paired =
        new PairedOutcomes(
            ofSeeds(outcomes, seeds(reference)), ofSeeds(reference, seeds(outcomes)));
    return Optional.of(paired).filter(pair -> !pair.outcomes.isEmpty());
  }

  /** Those of both variants. */
  public List<Outcome> all() {
    return Stream.of(outcomes, reference).flatMap(Collection::stream).toList();
  }

  /** The patients of both variants' test samples, by name. */
  public List<String> testPatients() {
    return testPatients(all());
  }

  /** The patients of the test samples, by name: those that an interval draws. */
  public static List<String> testPatients(List<Outcome> outcomes) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.part(Part.TEST).stream())
        .map(Prediction::patient)
        .distinct()
        .sorted()
        .toList();
  }

  private static Set<Long> seeds(List<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::seed).collect(Collectors.toSet());
  }

  private static List<Outcome> ofSeeds(List<Outcome> outcomes, Set<Long> seeds) {
    return outcomes.stream().filter(outcome -> seeds.contains(outcome.seed())).toList();
  }
}
