package org.parfocal.statistics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;

/**
 * The splits of the patients into those that are trained on and those that are tested: folds that
 * hold out different magnifications of the same test patients are of one split, patient folds and
 * repeats are others.
 *
 * @param splits each the outcomes of one, of all seeds
 * @param testToTraining mean of how many patients are tested for each that is trained on
 */
record PatientSplits(List<List<Outcome>> splits, double testToTraining) {
  /** The splits of some outcomes; no patient of one is tested in it and trained on in it. */
  static PatientSplits of(List<Outcome> outcomes) {
    List<Split> splits = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      Set<String> tested = patients(outcome, Set.of(Part.TEST));
      Set<String> fitted = patients(outcome, Set.of(Part.TRAINING, Part.VALIDATION));
      Split own =
          splits.stream()
              .filter(split -> split.repeat == outcome.repeat() && split.has(tested, fitted))
              .findFirst()
              .orElseGet(
                  () -> {
                    Split made =
                        new Split(
                            outcome.repeat(), new ArrayList<>(), new HashSet<>(), new HashSet<>());
                    splits.add(made);
                    return made;
                  });
      own.outcomes.add(outcome);
      own.tested.addAll(tested);
      own.fitted.addAll(fitted);
    }
    double ratio =
        outcomes.stream()
            .mapToDouble(
                one ->
                    (double) patients(one, Set.of(Part.TEST)).size()
                        / patients(one, Set.of(Part.TRAINING)).size())
            .average()
            .orElseThrow();
    return new PatientSplits(splits.stream().map(Split::outcomes).toList(), ratio);
  }

  private record Split(int repeat, List<Outcome> outcomes, Set<String> tested, Set<String> fitted) {
    /** A patient who is tested is trained on in every other split of a partition. */
    boolean has(Collection<String> test, Collection<String> fit) {
      return Collections.disjoint(tested, fit)
          && Collections.disjoint(fitted, test)
          && !Collections.disjoint(tested, test);
    }
  }

  private static Set<String> patients(Outcome outcome, Set<Part> parts) {
    return outcome.predictions().stream()
        .filter(one -> parts.contains(one.part()))
        .map(Prediction::patient)
        .collect(Collectors.toSet());
  }
}
