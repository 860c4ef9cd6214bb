package org.parfocal.metric.domain.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;
import org.parfocal.api.Score;
import org.parfocal.statistics.RocArea;

/**
 * AUC of test patients by the domains of the training images and the domain of the tested ones.
 * Each fold and seed has a model, so each is scored by itself; the means are reported.
 */
final class TransferMatrix {
  static final String AUC = "domain-auc";

  /** A cell: {@code trained} is the training domains, in order, joined by {@code +}. */
  private record Cell(Part part, String trained, String tested) {
    private static final Comparator<Cell> ORDER =
        Comparator.comparing(Cell::trained, SampleField.ORDER)
            .thenComparing(Cell::tested, SampleField.ORDER)
            .thenComparing(Cell::part);

    String scope() {
      return trained + " → " + tested;
    }
  }

  private final SortedMap<Cell, List<Score>> cells = new TreeMap<>(Cell.ORDER);
  private final SampleField field;
  private String obstacle;

  /** A matrix by the values of this field. */
  TransferMatrix(SampleField field) {
    this.field = field;
    obstacle = "no test image has a value of " + field;
  }

  /** Adds the model of one fold and seed. */
  void add(Outcome outcome) {
    List<Prediction> training = outcome.part(Part.TRAINING);
    if (training.isEmpty()) {
      obstacle = "no training rows are stored: run the study again to store them";
      return;
    }
    String trained = String.join("+", Outcome.byDomain(training).keySet());
    if (trained.isEmpty()) {
      obstacle = "no training image has a value of " + field;
      return;
    }
    for (Part part : List.of(Part.TEST, Part.SEEN)) {
      Outcome.byDomain(outcome.part(part))
          .forEach(
              (tested, images) -> {
                Cell cell = new Cell(part, trained, tested);
                cells
                    .computeIfAbsent(cell, any -> new ArrayList<>())
                    .add(score(cell, images, outcome.classes()));
              });
    }
  }

  private static Score score(Cell cell, List<Prediction> images, List<String> classes) {
    double[][] probabilities =
        images.stream()
            .map(image -> image.probabilities().stream().mapToDouble(p -> p).toArray())
            .toArray(double[][]::new);
    int[] labels = images.stream().mapToInt(Prediction::label).toArray();
    double area = RocArea.of(probabilities, labels, classes.size());
    return Double.isNaN(area)
        ? Score.undefined(
            AUC, cell.part(), cell.scope(), "all images are " + classes.get(labels[0]))
        : Score.of(AUC, cell.part(), cell.scope(), area);
  }

  /** One score for each cell, rows in the order of domains. */
  List<Score> scores() {
    if (cells.isEmpty()) {
      return List.of(Score.undefined(AUC, Part.TEST, Score.ALL, obstacle));
    }
    List<Score> scores = new ArrayList<>();
    cells.forEach((cell, all) -> scores.add(mean(cell, all)));
    return scores;
  }

  private static Score mean(Cell cell, List<Score> all) {
    List<Score> defined = all.stream().filter(score -> !Double.isNaN(score.value())).toList();
    if (defined.isEmpty()) {
      return all.get(0);
    }
    double sum = 0;
    for (Score score : defined) {
      sum += score.value();
    }
    String models =
        defined.size() == all.size()
            ? "mean of %d models".formatted(all.size())
            : "mean of %d of %d models".formatted(defined.size(), all.size());
    return new Score(
        AUC,
        cell.part(),
        cell.scope(),
        sum / defined.size(),
        Double.NaN,
        Double.NaN,
        models + ", one for each fold and seed");
  }
}
