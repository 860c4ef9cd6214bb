package org.parfocal.metric.classification.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.parfocal.api.DecisionThreshold;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;

/** The threshold of each fold of an outcome. */
final class Thresholds {
  private final Map<String, DecisionThreshold> byFold = new TreeMap<>();

  private Thresholds() {}

  /** One half in each fold, or what each fold's own validation predictions say. */
  static Thresholds of(List<Prediction> predictions, boolean fixed) {
    Thresholds thresholds = new Thresholds();
    for (Prediction prediction : predictions) {
      thresholds.byFold.computeIfAbsent(
          prediction.fold(),
          fold ->
              fixed
                  ? DecisionThreshold.fixed()
                  : DecisionThreshold.chosenOn(
                      predictions.stream()
                          .filter(one -> one.part() == Part.VALIDATION && one.fold().equals(fold))
                          .toList()));
    }
    return thresholds;
  }

  /** Whether an image of this fold is positive. */
  boolean positive(Prediction prediction) {
    DecisionThreshold threshold = byFold.get(prediction.fold());
    return threshold != null && prediction.probabilities().get(1) >= threshold.value();
  }

  /** What they are, in a few words. */
  String note() {
    Collection<DecisionThreshold> all = byFold.values();
    List<String> notes = all.stream().map(DecisionThreshold::note).distinct().toList();
    if (notes.size() == 1) {
      return notes.get(0);
    }
    long chosen = all.stream().filter(DecisionThreshold::chosen).count();
    double lowest = all.stream().mapToDouble(DecisionThreshold::value).min().orElseThrow();
    double highest = all.stream().mapToDouble(DecisionThreshold::value).max().orElseThrow();
    return "thresholds %s to %s, chosen on validation in %d of %d folds"
        .formatted(
            DecisionThreshold.text(lowest), DecisionThreshold.text(highest), chosen, all.size());
  }
}
