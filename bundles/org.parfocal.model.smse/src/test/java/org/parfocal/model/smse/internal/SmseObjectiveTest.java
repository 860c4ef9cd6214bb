package org.parfocal.model.smse.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.Sample;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Inference;
import org.parfocal.learning.Loss;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.testkit.learning.GradientCheck;

class SmseObjectiveTest {
  private static final int INPUTS = 6;
  private static final int WIDTH = 4;
  private static final int CLASSES = 3;
  private static final double[] SHARES = {0.2, 0.3, 0.5};

  /** Central differences with a step of 0.002, within one per cent. */
  @ParameterizedTest
  @CsvSource({
    "pair,cross-entropy",
    "pair,focal",
    "pair,reinforced-focal-l1",
    "pair,reinforced-focal-log",
    "triplet,cross-entropy",
    "triplet,focal",
    "triplet,reinforced-focal-l1",
    "triplet,reinforced-focal-log"
  })
  void hasTheGradientsOfFiniteDifferences(String groups, String loss) {
    Batch batch = batch(groups);
    INDArray rows = random(batch.samples().size());
    // With this margin some pairs of two classes are too near, others far enough.
    Map<String, Object> options = Map.of("classification_loss", loss, "margin", 1.75);
    try (SmseObjective objective = objective(groups, options)) {
      Map<String, Long> counts = objective.evaluate(batch, rows, 0).counts();
      assertThat(counts.get("active-" + groups + "s"))
          .isGreaterThan(counts.getOrDefault("same-class-pairs", 0L))
          .isLessThan(10);
      GradientCheck.standard().withStep(0.002).check(objective, batch, rows, 0.5);
    }
  }

  @ParameterizedTest
  @CsvSource({"pair", "triplet"})
  void holdsTheSameNativeMemoryAfterManySteps(String groups) {
    Batch batch = batch(groups);
    INDArray rows = random(batch.samples().size());
    try (SmseObjective objective = objective(groups, Map.of())) {
      objective.evaluate(batch, rows, 0);
      objective.step(OptimizerStep.adam(0.001));
      long start = Pointer.totalBytes();
      for (int step = 0; step < 200; step++) {
        objective.zeroGrad();
        objective.evaluate(batch, rows, 0);
        objective.step(OptimizerStep.adam(0.001));
      }
      // A leak of one matrix of gradients a step would be 90 KiB.
      assertThat(Pointer.totalBytes() - start).isLessThan(8 * 1024);
    }
  }

  @Test
  void addsTheMetricLossOfAllRowsAndTheClassificationLossOfTheAnchors() {
    Batch batch = batch("triplet");
    INDArray rows = random(batch.samples().size());
    Map<String, Object> options =
        Map.of("classification_loss", "cross-entropy", "metric_weight", 0.5, "margin", 2.0);
    try (SmseObjective objective = objective("triplet", options)) {
      double[][] projected = linear(FloatTensors.read(rows), objective, "projection", INPUTS);
      double metric = 0;
      double classification = 0;
      for (int anchor = 0; anchor < projected.length; anchor += 3) {
        double near = square(projected[anchor], projected[anchor + 1]);
        double far = square(projected[anchor], projected[anchor + 2]);
        metric += Math.max(0, near - far + 2) / 10;
        double[] p = probabilities(projected[anchor], objective);
        int label = batch.samples().get(anchor).label();
        classification -= SHARES[label] * Math.log(p[label]) / 10;
      }

      Loss loss = objective.evaluate(batch, rows, 0);

      assertThat(loss.terms()).containsOnlyKeys("metric", "classification");
      assertThat(loss.terms().get("metric")).isCloseTo(0.5 * metric, within(1e-5));
      assertThat(loss.terms().get("classification")).isCloseTo(classification, within(1e-5));
    }
  }

  @Test
  void judgesEachImageAloneAndKeepsItsProjection() {
    Batch batch = batch("pair");
    INDArray rows = random(batch.samples().size());
    try (SmseObjective objective = objective("pair", Map.of())) {
      double[][] projected = linear(FloatTensors.read(rows), objective, "projection", INPUTS);

      Inference inference = objective.infer(batch.samples(), rows);

      float[] representation =
          FloatTensors.read(Objects.requireNonNull(inference.representation()));
      float[] given = FloatTensors.read(inference.probabilities());
      for (int row = 0; row < projected.length; row++) {
        double[] p = probabilities(projected[row], objective);
        for (int k = 0; k < CLASSES; k++) {
          assertThat((double) given[row * CLASSES + k]).isCloseTo(p[k], within(1e-5));
        }
        for (int k = 0; k < WIDTH; k++) {
          assertThat((double) representation[row * WIDTH + k])
              .isCloseTo(projected[row][k], within(1e-5));
        }
      }
    }
  }

  @Test
  void knowsTheGradientOfALogit() {
    INDArray row = random(1);
    Sample sample = batch("pair").samples().get(0);
    try (SmseObjective objective = objective("pair", Map.of())) {
      float[] gradient = objective.logitGradient(sample, row, 2).orElseThrow();

      float[] values = FloatTensors.read(row);
      for (int k = 0; k < INPUTS; k++) {
        double quotient =
            (logit(values, k, 1e-4f, objective) - logit(values, k, -1e-4f, objective)) / 2e-4;
        assertThat((double) gradient[k]).isCloseTo(quotient, within(1e-3));
      }
    }
  }

  @Test
  void learnsTheWeightOfItsActivation() {
    Batch batch = batch("pair");
    INDArray rows = random(batch.samples().size());
    try (SmseObjective objective = objective("pair", Map.of())) {
      INDArray weight = Objects.requireNonNull(objective.state().get("prelu.weight"));
      assertThat(weight.getFloat(0)).isEqualTo(0.25f);

      objective.evaluate(batch, rows, 0);
      objective.step(OptimizerStep.adam(0.01));

      // The first step of Adam is as long as the learning rate.
      assertThat(Math.abs(weight.getFloat(0) - 0.25)).isCloseTo(0.01, within(1e-4));
    }
  }

  @Test
  void startsFromItsSeed() {
    try (SmseObjective one = objective("pair", Map.of());
        SmseObjective same = objective("pair", Map.of());
        SmseObjective other =
            new SmseObjective(
                Fitting.options(Map.of("embedding_size", WIDTH)), facts("pair"), INPUTS, 4)) {
      one.state()
          .forEach(
              (name, tensor) ->
                  assertThat(FloatTensors.read(tensor))
                      .isEqualTo(
                          FloatTensors.read(Objects.requireNonNull(same.state().get(name)))));
      assertThat(one.state().get("projection.weight"))
          .isNotEqualTo(other.state().get("projection.weight"));
    }
  }

  private static double logit(float[] values, int k, float step, SmseObjective objective) {
    float[] moved = values.clone();
    moved[k] += step;
    double[] activated = activated(linear(moved, objective, "projection", INPUTS)[0], objective);
    float[] floats = new float[WIDTH];
    double[] weights = doubles(objective, "classifier.weight");
    double logit = doubles(objective, "classifier.bias")[2];
    for (int index = 0; index < floats.length; index++) {
      logit += weights[2 * WIDTH + index] * activated[index];
    }
    return logit;
  }

  private static SmseObjective objective(String groups, Map<String, Object> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("embedding_size", WIDTH);
    return new SmseObjective(Fitting.options(all), facts(groups), INPUTS, 3);
  }

  private static TrainingFacts facts(String groups) {
    return TrainingFacts.of(MetricForm.stored(groups).orElseThrow(), SHARES);
  }

  /** Ten groups of three classes. */
  private static Batch batch(String groups) {
    int size = groups.equals("pair") ? 2 : 3;
    return new Batch(
        IntStream.range(0, 10 * size)
            .mapToObj(
                row -> {
                  int group = row / size;
                  int label = row % size == 0 || (size == 3 && row % size == 1) ? group : group + 1;
                  boolean together = size == 2 && group % 2 == 0;
                  return Planted.sample(
                      "s" + row, (together ? group : label) % CLASSES, "p" + row, "40X");
                })
            .toList(),
        size,
        CLASSES);
  }

  private static INDArray random(int rows) {
    Random random = new Random(5);
    float[][] values = new float[rows][INPUTS];
    for (float[] row : values) {
      for (int k = 0; k < INPUTS; k++) {
        row[k] = (float) random.nextGaussian();
      }
    }
    return Nd4j.createFromArray(values);
  }

  private static double[][] linear(float[] rows, SmseObjective objective, String name, int inputs) {
    double[] weights = doubles(objective, name + ".weight");
    double[] bias = doubles(objective, name + ".bias");
    double[][] outputs = new double[rows.length / inputs][bias.length];
    for (int row = 0; row < outputs.length; row++) {
      for (int output = 0; output < bias.length; output++) {
        outputs[row][output] = bias[output];
        for (int k = 0; k < inputs; k++) {
          outputs[row][output] += weights[output * inputs + k] * rows[row * inputs + k];
        }
      }
    }
    return outputs;
  }

  private static double[] activated(double[] row, SmseObjective objective) {
    double weight = doubles(objective, "prelu.weight")[0];
    return Arrays.stream(row).map(x -> x > 0 ? x : weight * x).toArray();
  }

  private static double[] probabilities(double[] row, SmseObjective objective) {
    double[] activated = activated(row, objective);
    float[] floats = new float[activated.length];
    for (int k = 0; k < floats.length; k++) {
      floats[k] = (float) activated[k];
    }
    double[] logits = linear(floats, objective, "classifier", WIDTH)[0];
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    return Arrays.stream(logits).map(logit -> Math.exp(logit) / sum).toArray();
  }

  private static double square(double[] x, double[] y) {
    return IntStream.range(0, x.length).mapToDouble(k -> (x[k] - y[k]) * (x[k] - y[k])).sum();
  }

  private static double[] doubles(SmseObjective objective, String name) {
    float[] values = FloatTensors.read(Objects.requireNonNull(objective.state().get(name)));
    return IntStream.range(0, values.length).mapToDouble(index -> values[index]).toArray();
  }
}
