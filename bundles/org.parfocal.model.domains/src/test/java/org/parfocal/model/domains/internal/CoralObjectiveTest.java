package org.parfocal.model.domains.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Domains;
import org.parfocal.testkit.TestSamples;
import org.parfocal.testkit.learning.GradientCheck;

class CoralObjectiveTest {
  private static final int LENGTH = 5;
  private static final double[] WEIGHTS = {0.6, 1.7};
  private static final @Nullable String[] DOMAINS = {"40X", "100X", "200X", "40X", null};

  /** Three domains, some rows of none, and one row alone at 400X, which has no covariance. */
  private final List<Sample> samples =
      IntStream.range(0, 16)
          .mapToObj(i -> sample("s" + i, i % 2, i == 15 ? "400X" : DOMAINS[i % 5]))
          .toList();

  private final Domains domains = Domains.of(SampleField.MAGNIFICATION, samples);
  private final Batch batch = new Batch(samples, 1, 2);
  private final INDArray embeddings = random(samples.size());

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void hasTheGradientsOfFiniteDifferences(int projection) {
    try (CoralObjective objective = objective(40, projection)) {
      GradientCheck.standard().withStep(0.002).check(objective, batch, embeddings, 0.5);
    }
  }

  /** By the definition, with d × d matrices. */
  @Test
  void isTheMeanDistanceOfTheCovariances() {
    List<double[][]> covariances =
        List.of("40X", "100X", "200X").stream().map(this::covariance).toList();
    double expected = 0;
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < a; b++) {
        for (int i = 0; i < LENGTH; i++) {
          for (int j = 0; j < LENGTH; j++) {
            double difference = covariances.get(a)[i][j] - covariances.get(b)[i][j];
            expected += difference * difference / (4 * LENGTH * LENGTH) / 3;
          }
        }
      }
    }
    try (CoralObjective objective = objective(2, 0)) {
      Map<String, Double> terms = objective.evaluate(batch, embeddings, 0).terms();

      assertThat(Objects.requireNonNull(terms.get("coral"))).isCloseTo(2 * expected, within(1e-6));
    }
  }

  @Test
  void isNothingInABatchOfOneDomain() {
    List<Sample> alone =
        samples.stream().filter(sample -> "40X".equals(sample.magnification())).toList();
    try (CoralObjective objective = objective(2, 0)) {
      assertThat(objective.evaluate(new Batch(alone, 1, 2), random(alone.size()), 0).terms())
          .containsEntry("coral", 0.0);
    }
  }

  private CoralObjective objective(double weight, int projection) {
    return new CoralObjective(weight, projection, domains, LENGTH, WEIGHTS, 3);
  }

  private double[][] covariance(String magnification) {
    int[] rows =
        IntStream.range(0, samples.size())
            .filter(row -> magnification.equals(samples.get(row).magnification()))
            .toArray();
    double[] mean = new double[LENGTH];
    for (int row : rows) {
      for (int k = 0; k < LENGTH; k++) {
        mean[k] += embeddings.getDouble(row, k) / rows.length;
      }
    }
    double[][] covariance = new double[LENGTH][LENGTH];
    for (int row : rows) {
      for (int i = 0; i < LENGTH; i++) {
        for (int j = 0; j < LENGTH; j++) {
          covariance[i][j] +=
              (embeddings.getDouble(row, i) - mean[i])
                  * (embeddings.getDouble(row, j) - mean[j])
                  / (rows.length - 1);
        }
      }
    }
    return covariance;
  }

  private static INDArray random(int rows) {
    Random random = new Random(2);
    float[][] values = new float[rows][LENGTH];
    for (float[] row : values) {
      for (int k = 0; k < LENGTH; k++) {
        row[k] = (float) random.nextGaussian();
      }
    }
    return Nd4j.createFromArray(values);
  }

  private static Sample sample(String id, int label, @Nullable String magnification) {
    return TestSamples.sample(id, id, label, magnification);
  }
}
