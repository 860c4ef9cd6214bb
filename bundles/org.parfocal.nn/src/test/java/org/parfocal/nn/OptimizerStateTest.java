package org.parfocal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class OptimizerStateTest {
  /** More than two pieces, the last of them short and odd. */
  private static final int LENGTH = 2 * Chunks.SIZE + 1037;

  private static final int STEPS = 20;

  /** Constants that are not the usual ones. */
  private static final Adam RADFORD = new Adam(0.5, 0.999, 1e-4, 0);

  static List<Optimizer> optimizers() {
    return List.of(
        new SGD(0, false, 0),
        new SGD(0, false, 0.01),
        new SGD(0.9, false, 0),
        new SGD(0.9, false, 0.01),
        new SGD(0.8, true, 0.01),
        new Adam(),
        RADFORD,
        new Adam(0.01),
        new AdamW(0),
        new AdamW(0.2));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void stepsAreThoseOfTheDefinitionInDouble(Optimizer optimizer) {
    double[] expected = naive(optimizer);

    assertClose(run(optimizer, new Chunks(LENGTH, 2)), expected);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void operationsMakeTheSameSteps(Optimizer optimizer) {
    double[] expected = naive(optimizer);

    assertClose(run(optimizer, null), expected);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theBitsDoNotDependOnTheThreads(Optimizer optimizer) {
    float[] alone = run(optimizer, new Chunks(LENGTH, 1));

    for (int threads = 2; threads <= 5; threads++) {
      assertThat(run(optimizer, new Chunks(LENGTH, threads))).containsExactly(alone);
    }
  }

  /** v is 1, 1.9, 2.71; the parameter what is left of 1 after 0.1 times each. */
  @Test
  void momentumGrowsAsInTorch() {
    assertThat(constantGradient(new SGD(0.9, false, 0), 3))
        .isCloseTo(1 - 0.1 - 0.19 - 0.271, within(1e-6));
  }

  /** 1 + 0.9·1, then 1 + 0.9·1.9, then 1 + 0.9·2.71. */
  @Test
  void nesterovLooksAheadAsInTorch() {
    assertThat(constantGradient(new SGD(0.9, true, 0), 3))
        .isCloseTo(1 - 0.19 - 0.271 - 0.3439, within(1e-6));
  }

  /** With one gradient at all times m̂ is the gradient and ŝ its square. */
  @Test
  void adamStepsByTheLearningRateAlongAConstantGradient() {
    assertThat(constantGradient(new Adam(0), 5)).isCloseTo(0.5, within(1e-6));
  }

  /** θ ← (1 − 0.1·0.5)θ − 0.1, three times from 1. */
  @Test
  void adamwDecaysApartFromTheStep() {
    assertThat(constantGradient(new AdamW(0.5), 3))
        .isCloseTo(((0.95 - 0.1) * 0.95 - 0.1) * 0.95 - 0.1, within(1e-6));
  }

  /** The decay only lengthens the gradient, whose length Adam divides by. */
  @Test
  void adamDecaysWithinTheGradient() {
    assertThat(constantGradient(new Adam(0.5), 1)).isCloseTo(0.9, within(1e-6));
  }

  @Test
  void stepsAViewInPlaceAndNothingBesideIt() {
    INDArray all = Nd4j.ones(6, 5);
    INDArray view = all.get(NDArrayIndex.interval(2, 4));
    INDArray gradients = Nd4j.ones(2, 5);
    try (OptimizerState optimiser = new OptimizerState(10)) {
      optimiser.step(view, gradients, update(new SGD(0, false, 0), 0.25, 1));
    }
    assertThat(FloatTensors.read(all.getColumn(3))).containsExactly(1, 1, 0.75f, 0.75f, 1, 1);
  }

  @Test
  void refusesWhatItWasNotMadeFor() {
    OptimizerStep adam = OptimizerStep.adam(0.1);
    OptimizerStep sgd = update(new SGD(0, false, 0), 0.1, 1);
    INDArray four = Nd4j.ones(4);
    try (OptimizerState optimiser = new OptimizerState(4)) {
      optimiser.step(Nd4j.ones(4), four, adam);

      assertThatIllegalArgumentException().isThrownBy(() -> optimiser.step(four, four, sgd));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> optimiser.step(four, Nd4j.ones(3), adam))
          .withMessage("3 gradients of the type FLOAT; expected 4 floats, row-major without gaps");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> optimiser.step(Nd4j.ones(4, 2).getColumn(0), four, adam));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Adam(1, 0.999, 1e-8, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SGD(1, false, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SGD(0, true, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SGD(0, false, -0.1));
  }

  @Test
  void nativeMemoryIsFlat() {
    int length = 2_000_000;
    INDArray parameters = random(1, length);
    INDArray gradients = random(2, length);
    try (OptimizerState optimiser = new OptimizerState(length)) {
      steps(optimiser, parameters, gradients, 20);
      long open = Pointer.physicalBytes();

      // One vector left behind at each step would be 800 MB.
      steps(optimiser, parameters, gradients, 100);
      assertThat(Pointer.physicalBytes() - open).isLessThan(8L << 20);

      long before = Pointer.physicalBytes();
      optimiser.close();
      assertThat(before - Pointer.physicalBytes()).isGreaterThan(14_000_000);
    }
  }

  private static void steps(
      OptimizerState optimiser, INDArray parameters, INDArray gradients, int count) {
    for (int step = 0; step < count; step++) {
      optimiser.step(parameters, gradients, OptimizerStep.adam(1e-3));
      SquaredNorm.of(gradients);
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void squaredNormsAreSumsOfSquares(int length) {
    INDArray values = random(3, length);
    double expected = 0;
    for (float value : FloatTensors.read(values)) {
      expected += (double) value * value;
    }

    double alone = SquaredNorm.of(values, new Chunks(length, 1));

    assertThat(alone).isCloseTo(expected, within(1e-12 * expected));
    assertThat(SquaredNorm.of(values, new Chunks(length, 3))).isEqualTo(alone);
    assertThat(SquaredNorm.of(values)).isEqualTo(alone);
    // Not in row order, so summed by ND4J, in float.
    assertThat(SquaredNorm.of(Nd4j.vstack(values, values).transpose()))
        .isCloseTo(2 * expected, within(1e-3 * expected));
  }

  static int[] lengths() {
    return new int[] {1, 10, Chunks.SIZE, LENGTH, 300_001};
  }

  /** As the Javadoc of the optimizers reads, one number after another. */
  private static double[] naive(Optimizer optimizer) {
    double[] p = random(0, LENGTH).data().asDouble();
    double[] m = new double[LENGTH];
    double[] s = new double[LENGTH];
    for (int t = 1; t <= STEPS; t++) {
      double[] gradients = random(t, LENGTH).data().asDouble();
      double eta = rate(t);
      for (int i = 0; i < LENGTH; i++) {
        double g = gradients[i] * scale(t);
        if (optimizer instanceof AdamW) {
          p[i] = (1 - eta * optimizer.weightDecay()) * p[i];
        } else {
          g = g + optimizer.weightDecay() * p[i];
        }
        if (optimizer instanceof SGD sgd) {
          m[i] = sgd.momentum() * m[i] + g;
          p[i] = p[i] - eta * (sgd.nesterov() ? g + sgd.momentum() * m[i] : m[i]);
        } else {
          double beta1 = optimizer.equals(RADFORD) ? 0.5 : 0.9;
          double epsilon = optimizer.equals(RADFORD) ? 1e-4 : 1e-8;
          m[i] = beta1 * m[i] + (1 - beta1) * g;
          s[i] = 0.999 * s[i] + 0.001 * g * g;
          double mean = m[i] / (1 - Math.pow(beta1, t));
          double square = s[i] / (1 - Math.pow(0.999, t));
          p[i] = p[i] - eta * mean / (Math.sqrt(square) + epsilon);
        }
      }
    }
    return p;
  }

  private static float[] run(Optimizer optimizer, @Nullable Chunks chunks) {
    INDArray parameters = random(0, LENGTH);
    try (OptimizerState optimiser = new OptimizerState(LENGTH, chunks)) {
      for (int t = 1; t <= STEPS; t++) {
        optimiser.step(parameters, random(t, LENGTH), update(optimizer, rate(t), scale(t)));
      }
    }
    return FloatTensors.read(parameters);
  }

  private static double constantGradient(Optimizer optimizer, int steps) {
    INDArray parameter = Nd4j.ones(1);
    try (OptimizerState optimiser = new OptimizerState(1)) {
      for (int step = 0; step < steps; step++) {
        optimiser.step(parameter, Nd4j.ones(1), update(optimizer, 0.1, 1));
      }
    }
    return parameter.getDouble(0);
  }

  /** A schedule, and clipping at every third step. */
  private static double rate(int step) {
    return 0.05 / step;
  }

  private static double scale(int step) {
    return step % 3 == 0 ? 0.3 : 1;
  }

  private static OptimizerStep update(Optimizer optimizer, double learningRate, double scale) {
    return new OptimizerStep(optimizer, learningRate, scale);
  }

  private static INDArray random(int seed, int length) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Nd4j.createFromArray(values);
  }

  private static void assertClose(float[] actual, double[] expected) {
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
    }
    assertThat(worst).isLessThan(2e-6);
  }
}
