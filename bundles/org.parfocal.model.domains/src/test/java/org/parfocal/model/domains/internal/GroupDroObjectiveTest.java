package org.parfocal.model.domains.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Domains;
import org.parfocal.learning.Loss;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.testkit.TestSamples;
import org.parfocal.testkit.learning.GradientCheck;

class GroupDroObjectiveTest {
  private static final int LENGTH = 4;
  private static final double[] WEIGHTS = {1, 1};

  /** Two domains of four and eight rows. */
  private final List<Sample> samples =
      IntStream.range(0, 12)
          .mapToObj(i -> TestSamples.sample("s" + i, "p" + i, i % 2, i % 3 == 0 ? "40X" : "200X"))
          .toList();

  private final Domains domains = Domains.of(SampleField.MAGNIFICATION, samples);
  private final Batch batch = new Batch(samples, 1, 2);
  private final INDArray embeddings = random();

  @Test
  void hasTheGradientsOfFiniteDifferencesWhileSharesStay() {
    try (GroupDroObjective objective = objective(0)) {
      GradientCheck.standard().check(objective, batch, embeddings, 0.5);
    }
  }

  /** q by naive loops over the losses of the domains, one step after the other. */
  @Test
  void domainsWithALargerLossCountMore() {
    double[] q = {0.5, 0.5};
    try (GroupDroObjective objective = objective(2)) {
      for (int step = 0; step < 5; step++) {
        double[] losses = {loss(objective, "40X"), loss(objective, "200X")};
        objective.zeroGrad();
        Loss loss = objective.evaluate(batch, embeddings, 0);
        double sum = q[0] * Math.exp(2 * losses[0]) + q[1] * Math.exp(2 * losses[1]);
        q =
            new double[] {
              q[0] * Math.exp(2 * losses[0]) / sum, q[1] * Math.exp(2 * losses[1]) / sum
            };
        assertThat(loss.total()).isCloseTo(q[0] * losses[0] + q[1] * losses[1], within(1e-5));
        objective.step(OptimizerStep.adam(0.05));
      }
      assertThat(objective.observe(List.of(), embeddings))
          .hasEntrySatisfying("domain-share-40X", share(q[0]))
          .hasEntrySatisfying("domain-share-200X", share(q[1]));
    }
  }

  @Test
  void anEvaluationWithoutAStepChangesNoShare() {
    try (GroupDroObjective objective = objective(2)) {
      double first = objective.evaluate(batch, embeddings, 0).total();

      assertThat(objective.evaluate(batch, embeddings, 0).total()).isEqualTo(first);
    }
  }

  @Test
  void keepsItsSharesWithItsTensors() {
    try (GroupDroObjective objective = objective(2)) {
      objective.evaluate(batch, embeddings, 0);
      objective.step(OptimizerStep.adam(0.05));

      INDArray shares = Objects.requireNonNull(objective.state().get("shares"));
      assertThat(FloatTensors.readDoubles(shares)).hasSize(2);
      assertThat(shares.sumNumber().doubleValue()).isCloseTo(1, within(1e-6));
      assertThat(shares.getDouble(0)).isNotEqualTo(0.5);
    }
  }

  private static Consumer<Double> share(double expected) {
    return share -> assertThat(share).isCloseTo(expected, within(1e-5));
  }

  private GroupDroObjective objective(double rate) {
    return new GroupDroObjective(rate, domains, LENGTH, WEIGHTS, 3);
  }

  /** Mean cross-entropy of a domain's rows, from the probabilities of the inference rule. */
  private double loss(GroupDroObjective objective, String magnification) {
    INDArray probabilities = objective.infer(samples, embeddings).probabilities();
    return IntStream.range(0, samples.size())
        .filter(row -> magnification.equals(samples.get(row).magnification()))
        .mapToDouble(row -> -Math.log(probabilities.getDouble(row, samples.get(row).label())))
        .average()
        .orElseThrow();
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
}
