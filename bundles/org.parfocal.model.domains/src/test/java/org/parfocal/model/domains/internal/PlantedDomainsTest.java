package org.parfocal.model.domains.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Domains;
import org.parfocal.learning.Objective;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.testkit.TestSamples;

/** Planted truth: what the domains have in common is known. */
class PlantedDomainsTest {
  private static final double[] WEIGHTS = {1, 1};

  /**
   * The first feature tells the class of one domain and, the other way round, of the other; the
   * second tells that of the other domain alone. No head is good at both: the one that is equally
   * bad at both is the one whose worst domain is best.
   */
  @Test
  void groupDroTrainsForTheWorstDomain() {
    Random random = new Random(1);
    List<Sample> samples = samples(240);
    INDArray features =
        features(
            samples,
            (domain, sign) ->
                domain == 0
                    ? new double[] {1.5 * sign + random.nextGaussian(), random.nextGaussian()}
                    : new double[] {
                      -sign + random.nextGaussian(), 0.5 * sign + random.nextGaussian()
                    });
    Domains domains = Domains.of(SampleField.MAGNIFICATION, samples);

    double[] even = losses(groupDro(0, domains), samples, features, 1500);
    double[] robust = losses(groupDro(0.05, domains), samples, features, 1500);

    assertThat(Math.abs(even[0] - even[1])).isGreaterThan(0.1);
    assertThat(Math.abs(robust[0] - robust[1])).isLessThan(0.05);
    assertThat(Math.max(robust[0], robust[1])).isLessThan(Math.max(even[0], even[1]) - 0.02);
  }

  /** One feature tells the class everywhere; another varies more in one domain. */
  @Test
  void coralMakesTheCovariancesOfTheDomainsAlike() {
    Random random = new Random(1);
    List<Sample> samples = samples(240);
    INDArray features =
        features(
            samples,
            (domain, sign) ->
                new double[] {
                  2 * sign + random.nextGaussian(), (domain == 0 ? 0.5 : 3) * random.nextGaussian()
                });
    Domains domains = Domains.of(SampleField.MAGNIFICATION, samples);

    CoralObjective plain = new CoralObjective(1e-9, 2, domains, 2, WEIGHTS, 1);
    double[] without = losses(plain, samples, features, 300);
    CoralObjective aligned = new CoralObjective(10, 2, domains, 2, WEIGHTS, 1);
    double[] with = losses(aligned, samples, features, 300);

    assertThat(without[2] / 1e-9).isGreaterThan(20 * with[2] / 10);
    assertThat(Math.max(with[0], with[1])).isLessThan(0.15);
  }

  private static GroupDroObjective groupDro(double rate, Domains domains) {
    return new GroupDroObjective(rate, domains, 2, WEIGHTS, 1);
  }

  /** Every second sample is of the first domain; classes change every two. */
  private static List<Sample> samples(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> TestSamples.sample("s" + i, "p" + i, i / 2 % 2, i % 2 == 0 ? "40X" : "200X"))
        .toList();
  }

  private static INDArray features(List<Sample> samples, Features features) {
    float[][] values = new float[samples.size()][];
    for (int row = 0; row < values.length; row++) {
      double[] drawn = features.of(row % 2, 2 * samples.get(row).label() - 1);
      values[row] = new float[] {(float) drawn[0], (float) drawn[1]};
    }
    return Nd4j.createFromArray(values);
  }

  /** Of a trained head: the mean cross-entropy of each domain, and the term of CORAL if any. */
  private static double[] losses(
      Objective objective, List<Sample> samples, INDArray features, int steps) {
    Batch batch = new Batch(samples, 1, 2);
    double coral = 0;
    for (int step = 0; step < steps; step++) {
      objective.zeroGrad();
      coral = objective.evaluate(batch, features, 0).terms().getOrDefault("coral", 0.0);
      objective.step(OptimizerStep.adam(0.02));
    }
    INDArray probabilities = objective.infer(samples, features).probabilities();
    List<Double> own = new ArrayList<>(List.of(0.0, 0.0));
    for (int row = 0; row < samples.size(); row++) {
      double loss = -Math.log(probabilities.getDouble(row, samples.get(row).label()));
      own.set(row % 2, own.get(row % 2) + 2 * loss / samples.size());
    }
    objective.close();
    return new double[] {own.get(0), own.get(1), coral};
  }

  @FunctionalInterface
  private interface Features {
    double[] of(int domain, int sign);
  }
}
