package org.parfocal.metric.domain.internal.scale;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.parfocal.statistics.LabelledRows;

/**
 * The k training images whose embeddings have the largest cosine similarity; the probability of a
 * class is its share of them.
 */
final class NeighbourProbe extends Probe {
  private final int neighbours;

  /** With k neighbours, or all training images if they are fewer. */
  NeighbourProbe(int neighbours) {
    this.neighbours = neighbours;
  }

  @Override
  public String name() {
    return "neighbours";
  }

  @Override
  public String heading() {
    return neighbours + " nearest ";
  }

  @Override
  public String description() {
    return "by the %d training images whose embeddings are nearest (cosine)".formatted(neighbours);
  }

  @Override
  List<Fitted> fit(LabelledRows training, List<String> classes, String fold) {
    double[][] known =
        Arrays.stream(training.rows()).map(Directions::unit).toArray(double[][]::new);
    return List.of(row -> shares(known, training.labels(), classes.size(), Directions.unit(row)));
  }

  private double[] shares(double[][] known, int[] labels, int classes, double[] row) {
    double[] similarity = new double[known.length];
    Arrays.setAll(similarity, i -> Directions.product(known[i], row));
    double[] shares = new double[classes];
    int nearest = Math.min(neighbours, known.length);
    IntStream.range(0, known.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -similarity[i]))
        .limit(nearest)
        .forEach(i -> shares[labels[i]]++);
    Arrays.setAll(shares, label -> shares[label] / nearest);
    return shares;
  }
}
