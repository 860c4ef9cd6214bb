package org.parfocal.testkit.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.Sample;
import org.parfocal.learning.Batch;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.testkit.NoPixels;

/** An objective is one method beside its parts and its inference rule; the rest follows. */
class CoralObjectiveTest {
  private static final int LENGTH = 4;

  private final List<Sample> samples =
      IntStream.range(0, 12).mapToObj(i -> sample(i, i % 2, i % 3 == 0 ? "40X" : "200X")).toList();

  private final Batch batch = new Batch(samples, 1, 2);
  private final INDArray embeddings = random();

  @Test
  void hasTheGradientsOfFiniteDifferences() {
    try (CoralObjective objective = new CoralObjective(LENGTH, 2, 3, 1)) {
      GradientCheck.standard().check(objective, batch, embeddings, 0.5);
    }
  }

  @Test
  void measuresTheDistanceOfTheCovariances() {
    try (CoralObjective objective = new CoralObjective(LENGTH, 2, 3, 1)) {
      INDArray difference = covariance("40X").sub(covariance("200X"));
      double expected = 3 * Math.pow(difference.norm2Number().doubleValue(), 2) / (4 * 16);

      double coral =
          Objects.requireNonNull(objective.evaluate(batch, embeddings, 0).terms().get("coral"));
      assertThat(coral).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void getsItsStepItsTensorsAndItsEndFromItsParts() {
    CoralObjective objective = new CoralObjective(LENGTH, 2, 3, 1);
    assertThat(objective.state().keySet()).containsExactly("classifier.weight", "classifier.bias");
    double before = objective.evaluate(batch, embeddings, 0).total();
    assertThat(objective.squaredGradientNorm()).isPositive();
    for (int step = 0; step < 20; step++) {
      objective.zeroGrad();
      objective.evaluate(batch, embeddings, 0);
      objective.step(OptimizerStep.adam(0.05));
    }
    assertThat(objective.evaluate(batch, embeddings, 0).total()).isLessThan(before);
    INDArray weight = Objects.requireNonNull(objective.state().get("classifier.weight"));
    objective.close();
    assertThat(weight.wasClosed()).isTrue();
  }

  /** By matrix products: (XᵀX − n·μᵀμ)/(n − 1). */
  private INDArray covariance(String magnification) {
    int[] rows =
        IntStream.range(0, 12)
            .filter(row -> magnification.equals(samples.get(row).magnification()))
            .toArray();
    INDArray x = embeddings.getRows(rows);
    INDArray mean = x.mean(true, 0);
    return x.transpose()
        .mmul(x)
        .sub(mean.transpose().mmul(mean).mul(rows.length))
        .div(rows.length - 1);
  }

  private static INDArray random() {
    Random random = new Random(2);
    float[][] values = new float[12][LENGTH];
    for (float[] row : values) {
      for (int k = 0; k < LENGTH; k++) {
        row[k] = (float) random.nextGaussian();
      }
    }
    return Nd4j.createFromArray(values);
  }

  private static Sample sample(int index, int label, String magnification) {
    String id = "s" + index;
    return new Sample(
        id, new NoPixels(id), label, id, id, magnification, OptionalDouble.empty(), null, Map.of());
  }
}
