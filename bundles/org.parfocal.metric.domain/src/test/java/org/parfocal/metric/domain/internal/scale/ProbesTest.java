package org.parfocal.metric.domain.internal.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.parfocal.metric.domain.internal.scale.Probe.Fitted;
import org.parfocal.statistics.LabelledRows;

class ProbesTest {
  private static final List<String> CLASSES = List.of("a", "b", "c");

  @Test
  void neighboursAreThoseOfANaiveLoop() {
    LabelledRows training = rows(40, 5, new Random(3));
    Fitted fitted = new NeighbourProbe(7).fit(training, CLASSES, "fold").get(0);

    Random random = new Random(4);
    for (int trial = 0; trial < 30; trial++) {
      double[] row = random.doubles(5).map(value -> value - 0.5).toArray();
      Set<Integer> taken = new HashSet<>();
      double[] shares = new double[3];
      for (int neighbour = 0; neighbour < 7; neighbour++) {
        int best = -1;
        for (int i = 0; i < training.size(); i++) {
          if (!taken.contains(i)
              && (best < 0
                  || cosine(training.rows()[i], row) > cosine(training.rows()[best], row))) {
            best = i;
          }
        }
        taken.add(best);
        shares[training.labels()[best]] += 1 / 7.0;
      }
      assertThat(fitted.probabilities(row)).containsExactly(shares, within(1e-12));
    }
  }

  @Test
  void moreNeighboursThanThereAreAreAll() {
    LabelledRows training = rows(6, 2, new Random(3));
    double[] shares =
        new NeighbourProbe(50).fit(training, CLASSES, "fold").get(0).probabilities(new double[2]);

    assertThat(shares).containsExactly(new double[] {2 / 6.0, 2 / 6.0, 2 / 6.0}, within(1e-12));
  }

  /** Twenty times a twentieth is more than 1 in floating point, and no probability. */
  @Test
  void neighboursOfOneClassHaveProbabilityOne() {
    LabelledRows training =
        new LabelledRows(new double[20][1], new int[20], Collections.nCopies(20, "p"));

    assertThat(
            new NeighbourProbe(20)
                .fit(training, CLASSES, "fold")
                .get(0)
                .probabilities(new double[1]))
        .containsExactly(1, 0, 0);
  }

  /** Of one patient a class there is nothing to draw: the class means are those of all rows. */
  @Test
  void fewShotIsTheNearestClassMeanOfANaiveLoop() throws Probe.CannotFit {
    double[][] rows = {{2, 1}, {3, 0}, {-1, 2}, {-2, 4}, {0, -3}};
    int[] labels = {0, 0, 1, 1, 2};
    LabelledRows training = new LabelledRows(rows, labels, List.of("p", "p", "q", "q", "r"));
    List<Fitted> fitted = new FewShotProbe(1, 3, 5).fit(training, CLASSES, "fold");

    assertThat(fitted).hasSize(3);
    double[] centre = {(2 + 3 - 1 - 2 + 0) / 5.0, (1 + 0 + 2 + 4 - 3) / 5.0};
    double[][] means = new double[3][2];
    for (int i = 0; i < rows.length; i++) {
      double[] unit = unit(rows[i], centre);
      double share = labels[i] == 2 ? 1 : 0.5;
      means[labels[i]][0] += share * unit[0];
      means[labels[i]][1] += share * unit[1];
    }
    double[] row = {1, -1};
    double[] unit = unit(row, centre);
    double[] expected = new double[3];
    double sum = 0;
    for (int label = 0; label < 3; label++) {
      double x = unit[0] - means[label][0];
      double y = unit[1] - means[label][1];
      expected[label] = Math.exp(-(x * x + y * y));
      sum += expected[label];
    }
    for (int label = 0; label < 3; label++) {
      expected[label] /= sum;
    }
    fitted.forEach(
        each -> assertThat(each.probabilities(row)).containsExactly(expected, within(1e-12)));
  }

  /** Patients are apart in a dimension of their own: who was drawn shows in the class means. */
  @Test
  void fewShotDrawsWholePatientsAnewEachTimeAndTheSameForOneSeed() throws Probe.CannotFit {
    LabelledRows training = rows(60, 4, new Random(8));
    double[] row = {0.3, -0.2, 0.1, 0.4};
    List<Double> first = probabilities(new FewShotProbe(2, 8, 1), training, row);

    assertThat(new HashSet<>(first)).hasSizeGreaterThan(3);
    assertThat(probabilities(new FewShotProbe(2, 8, 1), training, row)).isEqualTo(first);
    assertThat(probabilities(new FewShotProbe(2, 8, 2), training, row)).isNotEqualTo(first);
  }

  private static List<Double> probabilities(FewShotProbe probe, LabelledRows training, double[] row)
      throws Probe.CannotFit {
    return probe.fit(training, CLASSES, "fold").stream()
        .map(each -> each.probabilities(row)[0])
        .toList();
  }

  private static double[] unit(double[] row, double[] centre) {
    double x = row[0] - centre[0];
    double y = row[1] - centre[1];
    double length = Math.hypot(x, y);
    return new double[] {x / length, y / length};
  }

  private static double cosine(double[] one, double[] other) {
    double product = 0;
    double square = 0;
    double otherSquare = 0;
    for (int i = 0; i < one.length; i++) {
      product += one[i] * other[i];
      square += one[i] * one[i];
      otherSquare += other[i] * other[i];
    }
    return product / Math.sqrt(square * otherSquare);
  }

  private static LabelledRows rows(int count, int dimensions, Random random) {
    double[][] rows = new double[count][];
    int[] labels = new int[count];
    List<String> patients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows[i] = random.doubles(dimensions).map(value -> value - 0.5).toArray();
      labels[i] = i % 3;
      patients.add("p" + i / 3 % 5);
    }
    return new LabelledRows(rows, labels, patients);
  }
}
