package org.parfocal.metric.domain.internal.scale;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;
import org.parfocal.statistics.RocArea;

/**
 * The AUC of one judge by the scales of training and the scale of the tested images. The
 * predictions of the patient folds of one training set, seed and repeat are scored together; the
 * mean is taken over repetitions and seeds.
 */
final class Response {
  /** Of one training set at one scale. */
  record Cell(Part part, double scale, List<List<ToDoubleFunction<int[]>>> ofSeeds) {
    /**
     * The mean.
     *
     * @param patients how often each counts
     * @param seeds how often each counts
     */
    double value(int[] patients, int[] seeds) {
      double sum = 0;
      long counted = 0;
      for (int seed = 0; seed < seeds.length; seed++) {
        if (seeds[seed] > 0) {
          double ofSeed = 0;
          for (ToDoubleFunction<int[]> repetition : ofSeeds.get(seed)) {
            ofSeed += repetition.applyAsDouble(patients) / ofSeeds.get(seed).size();
          }
          sum += seeds[seed] * ofSeed;
          counted += seeds[seed];
        }
      }
      return sum / counted;
    }
  }

  private final List<Long> seeds;
  private final SortedMap<String, List<Cell>> curves = new TreeMap<>(SampleField.ORDER);
  private String obstacle = "";

  private Response(List<Long> seeds) {
    this.seeds = seeds;
  }

  /**
   * Of the outcomes of a variant.
   *
   * @param trained the scales of training of each outcome
   * @param patients by whose places patients are weighted
   */
  static Response of(
      Judge judge,
      Map<Outcome, String> trained,
      Collection<Outcome> outcomes,
      List<String> patients) {
    Response response = new Response(outcomes.stream().map(Outcome::seed).distinct().toList());
    Map<String, List<List<List<Prediction>>>> judged = new TreeMap<>(SampleField.ORDER);
    for (Outcome outcome : outcomes) {
      Judge.Verdict verdict = judge.judge(outcome);
      if (!verdict.obstacle().isEmpty()) {
        response.obstacle = "fold %s: %s".formatted(outcome.name(), verdict.obstacle());
        return response;
      }
      List<List<List<Prediction>>> ofSeeds =
          judged.computeIfAbsent(
              trained.getOrDefault(outcome, ""),
              set -> response.seeds.stream().map(seed -> empty()).toList());
      add(
          ofSeeds.get(response.seeds.indexOf(outcome.seed())),
          verdict.repetitions(),
          (outcome.repeat() - 1) * verdict.repetitions().size());
    }
    int classes = outcomes.iterator().next().classes().size();
    judged.forEach((set, ofSeeds) -> response.curves.put(set, cells(ofSeeds, patients, classes)));
    return response;
  }

  private static List<List<Prediction>> empty() {
    return new ArrayList<>();
  }

  /** Repeats of the split are repetitions, too: predictions of one are scored together. */
  private static void add(
      List<List<Prediction>> to, List<List<Prediction>> repetitions, int behind) {
    for (int i = 0; i < repetitions.size(); i++) {
      while (to.size() <= behind + i) {
        to.add(new ArrayList<>());
      }
      to.get(behind + i).addAll(repetitions.get(i));
    }
  }

  private static List<Cell> cells(
      List<List<List<Prediction>>> ofSeeds, List<String> patients, int classes) {
    Map<String, Part> scales = new TreeMap<>(SampleField.ORDER);
    for (List<List<Prediction>> repetitions : ofSeeds) {
      for (List<Prediction> predictions : repetitions) {
        Outcome.byDomain(predictions)
            .forEach((scale, some) -> scales.put(scale, some.get(0).part()));
      }
    }
    List<Cell> cells = new ArrayList<>();
    scales.forEach(
        (scale, part) ->
            cells.add(
                new Cell(
                    part,
                    Double.parseDouble(scale),
                    ofSeeds.stream()
                        .map(
                            repetitions ->
                                repetitions.stream()
                                    .map(all -> area(all, scale, patients, classes))
                                    .toList())
                        .toList())));
    return cells;
  }

  private static ToDoubleFunction<int[]> area(
      List<Prediction> all, String scale, List<String> patients, int classes) {
    List<Prediction> own = all.stream().filter(each -> scale.equals(each.domain())).toList();
    double[][] probability = new double[classes][own.size()];
    for (int row = 0; row < own.size(); row++) {
      for (int label = 0; label < classes; label++) {
        probability[label][row] = own.get(row).probabilities().get(label);
      }
    }
    int[] owner = own.stream().mapToInt(each -> patients.indexOf(each.patient())).toArray();
    int[] labels = own.stream().mapToInt(Prediction::label).toArray();
    return new RocArea(probability, labels, owner)::value;
  }

  /** Seeds, in the order of the outcomes. */
  List<Long> seeds() {
    return seeds;
  }

  /** Why there is nothing; or empty. */
  String obstacle() {
    return obstacle;
  }

  /** By the scales of training, the cells from the finest scale to the coarsest. */
  SortedMap<String, List<Cell>> curves() {
    return curves;
  }

  /** Whether another variant's has the same scales. */
  boolean isLike(Response other) {
    return shape().equals(other.shape());
  }

  private Map<String, List<Double>> shape() {
    Map<String, List<Double>> shape = new TreeMap<>();
    curves.forEach((set, cells) -> shape.put(set, cells.stream().map(Cell::scale).toList()));
    return shape;
  }

  /**
   * The value of each cell, by the place of its training set and its own.
   *
   * @param patients how often each counts
   * @param weights how often each seed counts
   */
  double[][] values(int[] patients, int[] weights) {
    return curves.values().stream()
        .map(cells -> cells.stream().mapToDouble(cell -> cell.value(patients, weights)).toArray())
        .toArray(double[][]::new);
  }
}
