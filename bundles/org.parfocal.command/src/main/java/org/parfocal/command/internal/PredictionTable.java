package org.parfocal.command.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Sample;
import org.parfocal.core.Ensemble.Decision;
import org.parfocal.core.Ensemble.TrainedOn;
import org.parfocal.core.text.Csv;

/**
 * Predictions as CSV: sample, patient, magnification, label as the data set gives it, the class
 * that is decided for, the threshold of that decision, what the model knows of the sample from its
 * training, and the probability of each class. What nobody told is empty.
 */
final class PredictionTable {
  private final List<String> classes;
  private final PredictedSamples predicted;

  PredictionTable(List<String> classes, PredictedSamples predicted) {
    this.classes = classes;
    this.predicted = predicted;
  }

  String text(List<Decision> decisions) {
    List<String> header =
        new ArrayList<>(
            List.of(
                "sample",
                "patient",
                "magnification",
                "label",
                "predicted",
                "threshold",
                "trained_on"));
    classes.forEach(name -> header.add("p_" + name));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int row = 0; row < decisions.size(); row++) {
      rows.add(cells(predicted.samples().get(row), decisions.get(row)));
    }
    return Csv.text(header, rows);
  }

  private List<@Nullable Object> cells(Sample sample, Decision decision) {
    Optional<List<String>> labels = predicted.classes();
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(sample.id());
    cells.add(labels.isPresent() ? sample.patient() : null);
    cells.add(sample.magnification());
    cells.add(labels.map(names -> names.get(sample.label())).orElse(null));
    cells.add(classes.get(decision.predicted()));
    cells.add(
        decision.threshold().isPresent() ? (Double) decision.threshold().getAsDouble() : null);
    cells.add(
        decision.trainedOn() == TrainedOn.NOTHING
            ? null
            : decision.trainedOn().name().toLowerCase(Locale.ROOT));
    Arrays.stream(decision.probabilities()).forEach(cells::add);
    return cells;
  }
}
