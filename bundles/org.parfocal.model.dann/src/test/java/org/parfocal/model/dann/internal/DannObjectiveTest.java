package org.parfocal.model.dann.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Domains;
import org.parfocal.learning.Inference;
import org.parfocal.learning.Loss;
import org.parfocal.nn.CrossEntropyLoss;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Linear;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.ReLU;
import org.parfocal.testkit.learning.GradientCheck;

class DannObjectiveTest {
  private static final int LENGTH = 5;
  private static final long SEED = 3;
  private static final double[] WEIGHTS = {0.6, 1.7};
  private static final List<@Nullable String> DOMAINS = Arrays.asList("40X", "100X", "200X");

  /** Of two classes and three domains; the domain of some is unknown. */
  private final List<Sample> samples =
      IntStream.range(0, 12)
          .mapToObj(
              index ->
                  PlantedFeatures.sample(
                      "s" + index,
                      index / 2 % 2,
                      "p" + index,
                      index % 4 == 3 ? null : DOMAINS.get(index % 4)))
          .toList();

  private final Domains domains = Domains.of(SampleField.MAGNIFICATION, samples);
  private final Batch batch = new Batch(samples, 1, 2);
  private final INDArray embeddings = random(samples.size(), LENGTH);

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "0, 6, 0.2", "4, 0, 0.2", "4, 6, 0", "4, 7 6, 0.2"})
  void hasTheGradientsOfFiniteDifferences(int projection, String hidden, double l2) {
    double progress = 0.2;
    double lambda = 0.8 * Math.tanh(5 * progress);
    try (DannObjective objective = objective(settings(0.8, projection, hidden, l2))) {
      GradientCheck.standard()
          .withStep(0.002)
          .withEmbeddingFactor("domain", -lambda)
          .withTensorFactor("projection.", "domain", -lambda)
          .check(objective, batch, embeddings, progress);
    }
  }

  @Test
  void isFoundOutIfNothingIsReversed() {
    try (DannObjective objective = objective(settings(0.8, 4, "6", 0))) {
      GradientCheck check = GradientCheck.standard().withStep(0.002);

      assertThatThrownBy(() -> check.check(objective, batch, embeddings, 0.2))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("embeddings");
    }
  }

  @Test
  void reversesTheSignOfTheDomainsGradient() {
    try (DannObjective none = objective(settings(0, 0, "0", 0));
        DannObjective reversed = objective(settings(0.7, 0, "0", 0))) {
      float[] classOnly = FloatTensors.read(none.evaluate(batch, embeddings, 1).gradient());
      Loss loss = reversed.evaluate(batch, embeddings, 1);
      float[] both = FloatTensors.read(loss.gradient());
      float[] weight = tensor(reversed, "domain.0.weight");
      for (int row = 0; row < samples.size(); row++) {
        int index = DOMAINS.indexOf(samples.get(row).magnification());
        double[] logits = linear(reversed, "domain.0", row(embeddings, row));
        for (int k = 0; k < LENGTH && index >= 0; k++) {
          double slope = 0;
          for (int domain = 0; domain < 3; domain++) {
            double p = Math.exp(-surprise(logits, domain));
            slope += (p - (domain == index ? 1 : 0)) * weight[domain * LENGTH + k] / 9;
          }
          assertThat((double) both[row * LENGTH + k] - classOnly[row * LENGTH + k])
              .isCloseTo(-0.7 * Math.tanh(5) * slope, within(1e-6));
        }
      }
      // Embeddings that follow what they are given become harder to tell apart.
      INDArray moved = embeddings.sub(Nd4j.createFromArray(both).reshape(12, LENGTH));
      double before = term(loss, "domain");
      assertThat(term(reversed.evaluate(batch, moved, 1), "domain")).isGreaterThan(before);
    }
  }

  @Test
  void givesTheVeryGradientOfTheBaselineWithoutReversal() {
    try (DannObjective none = objective(settings(0, 0, "6", 0.2));
        Linear head = new Linear(LENGTH, 2, SEED);
        CrossEntropyLoss crossEntropy = new CrossEntropyLoss(WEIGHTS)) {
      float[] expected =
          FloatTensors.read(
              head.backward(
                  crossEntropy.evaluate(head.forward(embeddings), batch.labels()).gradient()));
      head.weight().penalize(0.2);

      assertThat(FloatTensors.read(none.evaluate(batch, embeddings, 0.5).gradient()))
          .isEqualTo(expected);
      assertThat(gradient(none, "classifier.weight"))
          .isEqualTo(FloatTensors.read(head.weight().gradient()));
      assertThat(gradient(none, "classifier.bias"))
          .isEqualTo(
              FloatTensors.read(Objects.requireNonNull(head.parameters().get("bias")).gradient()));
    }
  }

  @Test
  void leavesRowsOfUnknownDomainToTheClass() {
    try (DannObjective none = objective(settings(0, 0, "6", 0));
        DannObjective reversed = objective(settings(1, 0, "6", 0))) {
      float[] classOnly = FloatTensors.read(none.evaluate(batch, embeddings, 1).gradient());
      float[] both = FloatTensors.read(reversed.evaluate(batch, embeddings, 1).gradient());
      for (int row = 0; row < samples.size(); row++) {
        boolean same = true;
        for (int k = 0; k < LENGTH; k++) {
          same &= both[row * LENGTH + k] == classOnly[row * LENGTH + k];
        }
        assertThat(same).isEqualTo(samples.get(row).magnification() == null);
      }
    }
  }

  @Test
  void goesOnWhereNoDomainIsKnown() {
    List<Sample> unknown = samples.stream().filter(s -> s.magnification() == null).toList();
    Batch without = new Batch(unknown, 1, 2);
    try (DannObjective objective = objective(settings(1, 0, "6", 0))) {
      Loss known = objective.evaluate(batch, embeddings, 1);
      assertThat(known.counts()).containsEntry("domain-rows", 9L);
      float[] before = tensor(objective, "domain.0.weight");
      objective.zeroGrad();
      Loss loss = objective.evaluate(without, random(3, LENGTH), 1);
      // The gradients of the batch before must not count in a global norm.
      assertThat(gradient(objective, "domain.0.weight")).containsOnly(0);
      objective.step(OptimizerStep.adam(0.1));

      assertThat(loss.terms()).containsEntry("domain", 0.0);
      assertThat(loss.counts())
          .containsEntry("domain-rows", 0L)
          .containsEntry("domain-correct", 0L);
      assertThat(tensor(objective, "domain.0.weight")).isEqualTo(before);
    }
  }

  @Test
  void hasTheTermsOfTheDefinition() {
    try (DannObjective objective = objective(settings(1, 4, "6", 0.2))) {
      Loss loss = objective.evaluate(batch, embeddings, 0.3);

      double crossEntropy = 0;
      double domain = 0;
      long known = 0;
      long correct = 0;
      for (int row = 0; row < samples.size(); row++) {
        double[] z = linear(objective, "projection", row(embeddings, row));
        double[] y = linear(objective, "classifier", z);
        int label = samples.get(row).label();
        crossEntropy += WEIGHTS[label] * surprise(y, label) / samples.size();
        int index = DOMAINS.indexOf(samples.get(row).magnification());
        if (index >= 0) {
          double[] units = linear(objective, "domain.0", z);
          for (int k = 0; k < units.length; k++) {
            units[k] = Math.max(0, units[k]);
          }
          double[] d = linear(objective, "domain.1", units);
          domain += surprise(d, index);
          known++;
          correct += d[index] == Math.max(d[0], Math.max(d[1], d[2])) ? 1 : 0;
        }
      }
      double squares = 0;
      for (float weight : tensor(objective, "classifier.weight")) {
        squares += weight * weight;
      }
      assertThat(loss.terms()).containsOnlyKeys("cross-entropy", "l2", "domain");
      assertThat(term(loss, "cross-entropy")).isCloseTo(crossEntropy, within(1e-6));
      assertThat(term(loss, "l2")).isCloseTo(0.1 * squares, within(1e-6));
      assertThat(term(loss, "domain")).isCloseTo(domain / known, within(1e-6));
      assertThat(loss.counts())
          .containsEntry("domain-rows", known)
          .containsEntry("domain-correct", correct);
    }
  }

  @Test
  void learnsTheDomainFasterByItsRate() {
    DannModel.Options slow = Fitting.dannOptions(Map.of("domain_rate", 1.0));
    DannModel.Options fast = Fitting.dannOptions(Map.of("domain_rate", 5.0));
    try (DannObjective one = objective(slow);
        DannObjective five = objective(fast)) {
      float[] start = tensor(one, "domain.1.bias");
      float[] head = tensor(one, "classifier.bias");
      one.evaluate(batch, embeddings, 0);
      one.step(OptimizerStep.adam(0.01));
      five.evaluate(batch, embeddings, 0);
      five.step(OptimizerStep.adam(0.01));

      // Adam's first step is the learning rate in the direction of the slope.
      assertThat(Math.abs(tensor(one, "domain.1.bias")[0] - start[0]))
          .isCloseTo(0.01f, within(1e-4f));
      assertThat(Math.abs(tensor(five, "domain.1.bias")[0] - start[0]))
          .isCloseTo(0.05f, within(1e-4f));
      assertThat(Math.abs(tensor(five, "classifier.bias")[0] - head[0]))
          .isCloseTo(0.01f, within(1e-4f));
    }
  }

  @Test
  void infersByTheClassHeadOnItsRepresentation() {
    try (DannObjective plain = objective(settings(1, 0, "6", 0));
        DannObjective projected = objective(settings(1, 4, "6", 0))) {
      assertThat(plain.infer(samples, embeddings).representation()).isNull();
      Inference inference = projected.infer(samples, embeddings);
      INDArray representation = Objects.requireNonNull(inference.representation());
      for (int row = 0; row < samples.size(); row++) {
        double[] z = linear(projected, "projection", row(embeddings, row));
        double p = Math.exp(-surprise(linear(projected, "classifier", z), 1));
        assertThat(inference.probabilities().getDouble(row, 1)).isCloseTo(p, within(1e-6));
        assertThat(row(representation, row)).containsExactly(z, within(1e-6));
      }
    }
  }

  @Test
  void givesTheGradientOfALogit() {
    for (int projection : new int[] {0, 4}) {
      try (DannObjective objective = objective(settings(1, projection, "6", 0))) {
        double[] x = row(embeddings, 0);
        float[] gradient =
            objective.logitGradient(samples.get(0), embeddings.getRow(0, true), 1).orElseThrow();
        assertThat(gradient).hasSize(LENGTH);
        for (int k = 0; k < LENGTH; k++) {
          double[] moved = x.clone();
          moved[k] += 1;
          assertThat((double) gradient[k])
              .isCloseTo(logit(objective, moved) - logit(objective, x), within(1e-6));
        }
      }
    }
  }

  @Test
  void turnsAWholeNetworkAgainstTheDomain() {
    double lambda = 0.8 * Math.tanh(5 * 0.2);
    INDArray input = random(samples.size(), 7);
    try (Linear first = new Linear(7, 6, 1);
        ReLU relu = new ReLU();
        Linear second = new Linear(6, LENGTH, 2);
        DannObjective objective = objective(settings(0.8, 4, "6", 0))) {
      Supplier<Loss> loss =
          () -> objective.evaluate(batch, second.forward(relu.forward(first.forward(input))), 0.2);
      first.backward(relu.backward(second.backward(loss.get().gradient())));
      float[] gradient = FloatTensors.read(first.weight().gradient());
      INDArray weight = first.weight().value();

      double largest = 0;
      double worst = 0;
      for (int entry = 0; entry < gradient.length; entry++) {
        double slope =
            (reversed(loss, weight, entry, 0.002, lambda)
                    - reversed(loss, weight, entry, -0.002, lambda))
                / 0.004;
        largest = Math.max(largest, Math.abs(slope));
        worst = Math.max(worst, Math.abs(slope - gradient[entry]));
      }
      assertThat(worst / largest).isLessThan(0.01);
    }
  }

  /** CE(y) − λ·CE(d) with one weight moved: what everything before the reversal descends. */
  private static double reversed(
      Supplier<Loss> loss, INDArray weight, int entry, double step, double lambda) {
    float[] values = FloatTensors.read(weight);
    float[] moved = values.clone();
    moved[entry] += (float) step;
    FloatTensors.write(moved, weight);
    Loss there = loss.get();
    FloatTensors.write(values, weight);
    return term(there, "cross-entropy") - lambda * term(there, "domain");
  }

  private DannObjective objective(DannModel.Options settings) {
    return new DannObjective(settings, domains, LENGTH, WEIGHTS, SEED);
  }

  private static DannModel.Options settings(
      double lambda, int projection, String hidden, double l2) {
    int[] units = Stream.of(hidden.split(" ")).mapToInt(Integer::parseInt).toArray();
    return Fitting.dannOptions(
        Map.of("lambda_max", lambda, "projection", projection, "hidden", units, "l2", l2));
  }

  private static double term(Loss loss, String name) {
    return Objects.requireNonNull(loss.terms().get(name));
  }

  private static float[] tensor(DannObjective objective, String name) {
    return FloatTensors.read(Objects.requireNonNull(objective.state().get(name)));
  }

  private static float[] gradient(DannObjective objective, String name) {
    return FloatTensors.read(Objects.requireNonNull(objective.parameters().get(name)).gradient());
  }

  /** W·x + b by its definition. */
  private static double[] linear(DannObjective objective, String name, double[] x) {
    float[] weight = tensor(objective, name + ".weight");
    float[] bias = tensor(objective, name + ".bias");
    double[] y = new double[bias.length];
    for (int k = 0; k < y.length; k++) {
      y[k] = bias[k];
      for (int j = 0; j < x.length; j++) {
        y[k] += weight[k * x.length + j] * x[j];
      }
    }
    return y;
  }

  private static double logit(DannObjective objective, double[] x) {
    boolean projected = objective.state().containsKey("projection.weight");
    return linear(objective, "classifier", projected ? linear(objective, "projection", x) : x)[1];
  }

  /** −log softmax(z)_k. */
  private static double surprise(double[] z, int k) {
    double sum = 0;
    for (double value : z) {
      sum += Math.exp(value);
    }
    return Math.log(sum) - z[k];
  }

  private static double[] row(INDArray matrix, int row) {
    return matrix.getRow(row).toDoubleVector();
  }

  private static INDArray random(int rows, int columns) {
    Random random = new Random(11);
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int k = 0; k < columns; k++) {
        row[k] = (float) random.nextGaussian();
      }
    }
    return Nd4j.createFromArray(values);
  }
}
