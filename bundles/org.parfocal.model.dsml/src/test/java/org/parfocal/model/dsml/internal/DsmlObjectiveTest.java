package org.parfocal.model.dsml.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Sample;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Inference;
import org.parfocal.learning.Loss;
import org.parfocal.learning.Objective;
import org.parfocal.nn.CrossEntropyLoss;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Linear;
import org.parfocal.nn.Module;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.testkit.learning.GradientCheck;

class DsmlObjectiveTest {
  private static final int WIDTH = 5;
  private static final int CLASSES = 3;
  private static final int GROUPS = 4;

  /** Both forms, fusions and kinds of branches, with and without a projection, M = 2 and 3. */
  private static List<Object[]> variants() {
    List<Object[]> variants = new ArrayList<>();
    for (String similarity : List.of("probability", "feature")) {
      for (String fusion : List.of("mean", "concatenate")) {
        for (String branches : List.of("shared", "per-magnification")) {
          for (int projection : new int[] {0, 4}) {
            variants.add(
                new Object[] {
                  "similarity", similarity,
                  "fusion", fusion,
                  "branches", branches,
                  "projection", projection,
                  "temperature", 0.7,
                  "lambda", 1.3,
                  "fused_weight", 0.8
                });
          }
        }
      }
    }
    return variants;
  }

  private static Stream<DynamicTest> forEach(Check check) {
    return variants().stream()
        .flatMap(
            values ->
                Stream.of(2, 3)
                    .map(
                        magnifications ->
                            DynamicTest.dynamicTest(
                                magnifications + " " + Arrays.toString(values),
                                () -> check.check(Fitting.options(values), magnifications))));
  }

  @TestFactory
  Stream<DynamicTest> hasTheTermsOfNaiveLoops() {
    return forEach(
        (options, magnifications) -> {
          List<Sample> samples = Samples.pyramids(GROUPS, magnifications, CLASSES);
          RandomRows rows = new RandomRows(samples.size(), WIDTH, 3);
          try (DsmlObjective objective = objective(options, magnifications);
              INDArray embeddings = rows.matrix()) {
            Map<String, Double> terms =
                objective
                    .evaluate(new Batch(samples, magnifications, CLASSES), embeddings, 0.5)
                    .terms();

            Map<String, Double> naive =
                new NaiveLoss(options, objective.state())
                    .terms(
                        rows.pyramids(magnifications), NaiveLoss.labels(samples, magnifications));
            assertThat(terms.keySet()).containsExactlyElementsOf(naive.keySet());
            naive.forEach(
                (name, value) -> assertThat(terms.get(name)).isCloseTo(value, within(1e-5)));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> hasTheGradientsOfFiniteDifferencesForFixedTargets() {
    return forEach(
        (options, magnifications) -> {
          List<Sample> samples = Samples.pyramids(GROUPS, magnifications, CLASSES);
          Batch batch = new Batch(samples, magnifications, CLASSES);
          try (DsmlObjective objective = objective(options, magnifications);
              INDArray embeddings = new RandomRows(samples.size(), WIDTH, 4).matrix()) {
            HeldTargets held = new HeldTargets(objective, objective.targets(batch, embeddings));
            GradientCheck.standard().check(held, batch, embeddings, 0.5);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> takesTheBatchItselfAsTargetsAndStopsTheirGradient() {
    return forEach(
        (options, magnifications) -> {
          List<Sample> samples = Samples.pyramids(GROUPS, magnifications, CLASSES);
          Batch batch = new Batch(samples, magnifications, CLASSES);
          try (DsmlObjective objective = objective(options, magnifications);
              INDArray embeddings = new RandomRows(samples.size(), WIDTH, 4).matrix()) {
            float[] held =
                FloatTensors.read(
                    objective
                        .evaluate(batch, embeddings, objective.targets(batch, embeddings))
                        .gradient());
            float[] whole =
                FloatTensors.read(objective.evaluate(batch, embeddings, 0.5).gradient());

            assertThat(whole).containsExactly(held);
            // If gradients went through the targets, this would pass.
            assertThatThrownBy(
                    () -> GradientCheck.standard().check(objective, batch, embeddings, 0.5))
                .isInstanceOf(AssertionError.class);
          }
        });
  }

  @Test
  void isIndependentClassifiersWithoutSimilarityAndFusion() {
    int magnifications = 3;
    DsmlOptions options =
        Fitting.options("lambda", 0.0, "fused_weight", 0.0, "branches", "per-magnification");
    List<Sample> samples = Samples.pyramids(8, magnifications, CLASSES);
    RandomRows rows = new RandomRows(samples.size(), WIDTH, 5);
    int[] labels = NaiveLoss.labels(samples, magnifications);
    try (DsmlObjective objective = objective(options, magnifications);
        INDArray embeddings = rows.matrix()) {
      List<Linear> alone = copies(objective, magnifications);
      for (int step = 0; step < 50; step++) {
        objective.zeroGrad();
        objective.evaluate(new Batch(samples, magnifications, CLASSES), embeddings, 0);
        objective.step(OptimizerStep.adam(0.01));
      }
      for (int m = 0; m < magnifications; m++) {
        train(alone.get(m), own(rows, m, magnifications), labels);
        String prefix = "branch-" + m + ".classifier.";
        alone
            .get(m)
            .state()
            .forEach(
                (key, tensor) ->
                    assertThat(
                            FloatTensors.read(requireNonNull(objective.state().get(prefix + key))))
                        .as(key)
                        .containsExactly(FloatTensors.read(tensor)));
        alone.get(m).close();
      }
    }
  }

  @Test
  void connectsMagnificationsOnlyThroughSimilarityAndFusion() {
    assertThat(firstRowsFollowOthers("lambda", 0.0, "fused_weight", 0.0)).isFalse();
    assertThat(firstRowsFollowOthers("lambda", 1.0, "fused_weight", 0.0)).isTrue();
    assertThat(firstRowsFollowOthers("lambda", 0.0, "fused_weight", 1.0)).isTrue();
    assertThat(firstRowsFollowOthers("lambda", 1.0, "fused_weight", 0.0, "similarity", "feature"))
        .isTrue();
  }

  @Test
  void dividesLogitsByTheTemperature() {
    List<Sample> samples = Samples.pyramids(GROUPS, 2, CLASSES);
    Batch batch = new Batch(samples, 2, CLASSES);
    try (DsmlObjective hot = objective(Fitting.options("temperature", 2.0), 2);
        DsmlObjective plain = objective(Fitting.options(), 2);
        INDArray embeddings = new RandomRows(samples.size(), WIDTH, 6).matrix()) {
      hot.state().values().forEach(tensor -> tensor.muli(2));

      Loss doubled = hot.evaluate(batch, embeddings, 0);
      Loss once = plain.evaluate(batch, embeddings, 0);

      assertThat(doubled.total()).isCloseTo(once.total(), within(1e-6));
      assertThat(FloatTensors.read(doubled.gradient()))
          .containsExactly(FloatTensors.read(once.gradient()), within(1e-6f));
    }
  }

  @Test
  void doesNotDependOnTheSizeOfTheBatch() {
    List<Sample> samples = Samples.pyramids(GROUPS, 3, CLASSES);
    List<Sample> twice = Stream.concat(samples.stream(), samples.stream()).toList();
    RandomRows rows = new RandomRows(samples.size(), WIDTH, 7);
    RandomRows doubled = new RandomRows(2 * samples.size(), WIDTH, 7);
    for (int row = 0; row < samples.size(); row++) {
      doubled.values[row + samples.size()] = rows.values[row];
    }
    try (DsmlObjective objective = objective(Fitting.options(), 3);
        INDArray some = rows.matrix();
        INDArray more = doubled.matrix()) {
      double small = objective.evaluate(new Batch(samples, 3, CLASSES), some, 0).total();
      double large = objective.evaluate(new Batch(twice, 3, CLASSES), more, 0).total();

      assertThat(large).isCloseTo(small, within(1e-6));
    }
  }

  @Test
  void countsPyramidsWhoseMagnificationsAgree() {
    List<Sample> samples = Samples.pyramids(40, 2, CLASSES);
    RandomRows rows = new RandomRows(samples.size(), WIDTH, 8);
    DsmlOptions options = Fitting.options();
    try (DsmlObjective objective = objective(options, 2);
        INDArray embeddings = rows.matrix()) {
      NaiveLoss naive = new NaiveLoss(options, objective.state());
      long agreeing = 0;
      for (int g = 0; g < 40; g++) {
        int first = largest(naive.single(rows.row(2 * g), 0));
        agreeing += first == largest(naive.single(rows.row(2 * g + 1), 1)) ? 1 : 0;
      }

      Loss loss = objective.evaluate(new Batch(samples, 2, CLASSES), embeddings, 0);

      assertThat(agreeing).isBetween(1L, 39L);
      assertThat(loss.counts()).isEqualTo(Map.of("pyramids", 40L, "agreeing-pyramids", agreeing));
    }
  }

  @Test
  void givesTheGradientOfALogit() {
    for (int projection : new int[] {0, 4}) {
      DsmlOptions options =
          Fitting.options("branches", "per-magnification", "projection", projection);
      Sample sample = Samples.of("patient", null, "100X", 0);
      RandomRows rows = new RandomRows(1, WIDTH, 9);
      try (DsmlObjective objective = objective(options, 2);
          INDArray embedding = rows.matrix()) {
        float[] gradient = objective.logitGradient(sample, embedding, 2).orElseThrow();

        for (int d = 0; d < WIDTH; d++) {
          double[] plus = rows.row(0);
          double[] minus = rows.row(0);
          plus[d] += 0.5;
          minus[d] -= 0.5;
          NaiveLoss naive = new NaiveLoss(options, objective.state());
          // Differences of logits: log p_2 and log p_0 share their normaliser.
          float[] other = objective.logitGradient(sample, embedding, 0).orElseThrow();
          double expected = logOdds(naive.single(plus, 1)) - logOdds(naive.single(minus, 1));
          assertThat((double) gradient[d] - other[d]).isCloseTo(expected, within(1e-5));
        }
      }
    }
  }

  @Test
  void refusesABatchOfOnePyramidForTheFeatureForm() {
    List<Sample> samples = Samples.pyramids(1, 2, CLASSES);
    try (DsmlObjective objective = objective(Fitting.options("similarity", "feature"), 2);
        INDArray embeddings = new RandomRows(2, WIDTH, 1).matrix()) {
      assertThatThrownBy(() -> objective.evaluate(new Batch(samples, 2, CLASSES), embeddings, 0))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("training.batch");
    }
  }

  @Test
  void survivesRepresentationsOfLengthZero() {
    List<Sample> samples = Samples.pyramids(3, 2, CLASSES);
    RandomRows rows = new RandomRows(6, WIDTH, 1);
    Arrays.fill(rows.values[2], 0);
    try (DsmlObjective objective = objective(Fitting.options("similarity", "feature"), 2);
        INDArray embeddings = rows.matrix()) {
      Loss loss = objective.evaluate(new Batch(samples, 2, CLASSES), embeddings, 0);

      assertThat(loss.total()).isFinite();
      for (float value : FloatTensors.read(loss.gradient())) {
        assertThat(value).isFinite();
      }
    }
  }

  private static DsmlObjective objective(DsmlOptions options, int magnifications) {
    return new DsmlObjective(options, Samples.scales(magnifications), WIDTH, CLASSES, 11);
  }

  /**
   * Whether the gradient of the first magnification's rows changes with the second's embeddings.
   */
  private static boolean firstRowsFollowOthers(Object... options) {
    List<Sample> samples = Samples.pyramids(GROUPS, 2, CLASSES);
    Batch batch = new Batch(samples, 2, CLASSES);
    RandomRows rows = new RandomRows(samples.size(), WIDTH, 3);
    try (DsmlObjective objective = objective(Fitting.options(options), 2)) {
      float[] before = gradientOfFirstRow(objective, batch, rows);
      for (int row = 1; row < samples.size(); row += 2) {
        rows.values[row] = new RandomRows(1, WIDTH, row).values[0];
      }
      return !Arrays.equals(before, gradientOfFirstRow(objective, batch, rows));
    }
  }

  private static float[] gradientOfFirstRow(Objective objective, Batch batch, RandomRows rows) {
    try (INDArray embeddings = rows.matrix()) {
      return Arrays.copyOf(
          FloatTensors.read(objective.evaluate(batch, embeddings, 0).gradient()), WIDTH);
    }
  }

  private static List<Linear> copies(DsmlObjective objective, int magnifications) {
    List<Linear> heads = new ArrayList<>();
    for (int m = 0; m < magnifications; m++) {
      Linear head = new Linear(WIDTH, CLASSES, 99);
      String prefix = "branch-" + m + ".classifier.";
      head.state().forEach((name, tensor) -> tensor.assign(objective.state().get(prefix + name)));
      heads.add(head);
    }
    return heads;
  }

  private static void train(Linear head, RandomRows rows, int[] labels) {
    try (CrossEntropyLoss crossEntropy = new CrossEntropyLoss(CLASSES);
        INDArray embeddings = rows.matrix()) {
      for (int step = 0; step < 50; step++) {
        head.zeroGrad();
        head.backward(crossEntropy.evaluate(head.forward(embeddings), labels).gradient());
        head.step(OptimizerStep.adam(0.01));
      }
    }
  }

  private static RandomRows own(RandomRows rows, int m, int magnifications) {
    RandomRows own = new RandomRows(rows.values.length / magnifications, WIDTH, 0);
    for (int g = 0; g < own.values.length; g++) {
      own.values[g] = rows.values[g * magnifications + m];
    }
    return own;
  }

  private static int largest(double[] p) {
    int best = 0;
    for (int k = 1; k < p.length; k++) {
      best = p[k] > p[best] ? k : best;
    }
    return best;
  }

  private static double logOdds(double[] p) {
    return Math.log(p[2] / p[0]);
  }

  private interface Check {
    void check(DsmlOptions options, int magnifications);
  }

  /** The objective with targets that finite differences do not move. */
  private record HeldTargets(DsmlObjective objective, double[] targets) implements Objective {
    @Override
    public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
      return objective.evaluate(batch, embeddings, targets);
    }

    @Override
    public Inference infer(List<Sample> samples, INDArray embeddings) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Module> children() {
      return objective.children();
    }

    @Override
    public void close() {}
  }
}
