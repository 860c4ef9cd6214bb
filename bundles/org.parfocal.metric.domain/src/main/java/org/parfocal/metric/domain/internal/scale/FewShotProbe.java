package org.parfocal.metric.domain.internal.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.parfocal.statistics.LabelledRows;

/**
 * The nearest class mean of the images of a few training patients: k patients of each class are
 * drawn, and of each all images of that class are taken. Embeddings are centred on the drawn ones
 * and made of length 1, as by Wang et al. (SimpleShot, arXiv 1911.04623); the probability of a
 * class is the softmax of minus the squared distance to its mean (Snell et al., arXiv 1703.05175).
 * The draws of a fold depend on its name, its training patients and the seed.
 */
final class FewShotProbe extends Probe {
  private final int patients;
  private final int draws;
  private final long seed;

  /**
   * A probe that is repeated.
   *
   * @param patients of each class
   * @param draws how often they are drawn
   */
  FewShotProbe(int patients, int draws, long seed) {
    this.patients = patients;
    this.draws = draws;
    this.seed = seed;
  }

  @Override
  public String name() {
    return "few-shot-" + patients;
  }

  @Override
  public String heading() {
    return "%d-patient ".formatted(patients);
  }

  @Override
  public String description() {
    return "by the nearest class mean of %d training patients a class, mean of %d draws"
        .formatted(patients, draws);
  }

  @Override
  List<Fitted> fit(LabelledRows training, List<String> classes, String fold) throws CannotFit {
    Random random = new Random(seed ^ fold.hashCode());
    List<Fitted> fitted = new ArrayList<>();
    for (int draw = 0; draw < draws; draw++) {
      List<Integer> rows = new ArrayList<>();
      for (int label = 0; label < classes.size(); label++) {
        rows.addAll(rows(training, label, classes.get(label), random));
      }
      fitted.add(
          means(
              training.select(rows.stream().mapToInt(Integer::intValue).toArray()),
              classes.size()));
    }
    return fitted;
  }

  private List<Integer> rows(LabelledRows training, int label, String name, Random random)
      throws CannotFit {
    List<Integer> ofClass =
        IntStream.range(0, training.size())
            .filter(row -> training.labels()[row] == label)
            .boxed()
            .toList();
    Set<String> names = new TreeSet<>();
    ofClass.forEach(row -> names.add(training.patients().get(row)));
    if (names.size() < patients) {
      throw new CannotFit(
          "%d training patients have images of class %s, and %d are needed"
              .formatted(names.size(), name, patients));
    }
    List<String> order = new ArrayList<>(names);
    Collections.shuffle(order, random);
    Set<String> drawn = new LinkedHashSet<>(order.subList(0, patients));
    return ofClass.stream().filter(row -> drawn.contains(training.patients().get(row))).toList();
  }

  private static Fitted means(LabelledRows drawn, int classes) {
    int dimensions = drawn.rows()[0].length;
    double[] centre = new double[dimensions];
    for (double[] row : drawn.rows()) {
      add(centre, row, 1.0 / drawn.size());
    }
    double[][] means = new double[classes][dimensions];
    int[] images = new int[classes];
    IntStream.of(drawn.labels()).forEach(label -> images[label]++);
    for (int row = 0; row < drawn.size(); row++) {
      int label = drawn.labels()[row];
      add(means[label], centred(drawn.rows()[row], centre), 1.0 / images[label]);
    }
    return row -> softmax(means, centred(row, centre));
  }

  private static double[] centred(double[] row, double[] centre) {
    double[] centred = row.clone();
    add(centred, centre, -1);
    return Directions.unit(centred);
  }

  private static void add(double[] to, double[] row, double times) {
    for (int i = 0; i < to.length; i++) {
      to[i] += times * row[i];
    }
  }

  private static double[] softmax(double[][] means, double[] row) {
    double[] exponents =
        Arrays.stream(means)
            .mapToDouble(
                mean -> {
                  double[] difference = row.clone();
                  add(difference, mean, -1);
                  return Math.exp(-Directions.product(difference, difference));
                })
            .toArray();
    double sum = Arrays.stream(exponents).sum();
    return Arrays.stream(exponents).map(value -> value / sum).toArray();
  }
}
