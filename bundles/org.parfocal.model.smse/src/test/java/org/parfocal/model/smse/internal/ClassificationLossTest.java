package org.parfocal.model.smse.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.ValueAndGradient;

class ClassificationLossTest {
  private static final double[] SHARES = {0.2, 0.3, 0.5};

  @Test
  void isCrossEntropy() {
    assertMean(ClassificationForm.CROSS_ENTROPY, 9, 9, p -> -Math.log(p), new double[] {1, 1, 1});
  }

  @Test
  void isFocal() {
    // Lin et al.: α for the classes that are looked for, 1−α for the first, which is the rest.
    assertMean(
        ClassificationForm.FOCAL,
        0.25,
        2,
        p -> -Math.pow(1 - p, 2) * Math.log(p),
        new double[] {0.75, 0.25, 0.25});
  }

  @Test
  void isReinforcedFocalOfTheReferenceCode() {
    assertMean(
        ClassificationForm.REINFORCED_FOCAL_L1,
        2,
        1.5,
        p -> Math.pow(1 - p, 1.5),
        new double[] {2, 2, 2});
  }

  @Test
  void isReinforcedFocalWithALogarithm() {
    assertMean(
        ClassificationForm.REINFORCED_FOCAL_LOG,
        2,
        1.5,
        p -> -Math.pow(1 - p, 1.5) * Math.log(p),
        new double[] {2, 2, 2});
  }

  @Test
  void hasTheUsualConstantsOfEachLoss() {
    assertThat(ClassificationForm.FOCAL.alpha(-1)).isEqualTo(0.25);
    assertThat(ClassificationForm.FOCAL.gamma(-1)).isEqualTo(2);
    assertThat(ClassificationForm.REINFORCED_FOCAL_L1.alpha(-1)).isEqualTo(2);
    assertThat(ClassificationForm.REINFORCED_FOCAL_L1.gamma(-1)).isEqualTo(1.5);
    assertThat(ClassificationForm.REINFORCED_FOCAL_LOG.alpha(-1)).isEqualTo(2);
    assertThat(ClassificationForm.REINFORCED_FOCAL_LOG.gamma(-1)).isEqualTo(1.5);
  }

  @Test
  void hasTheGradientsOfFiniteDifferences() {
    double step = 1e-5;
    for (ClassificationForm form : ClassificationForm.values()) {
      for (double gamma : new double[] {0, 0.5, 1, 1.5, 3}) {
        for (double p : new double[] {0.01, 0.4, 0.9, 0.999}) {
          double logP = Math.log(p);
          double quotient =
              (form.value(logP + step * p, gamma) - form.value(logP - step * p, gamma))
                  / (2 * step * p);
          assertThat(form.gradient(logP, gamma))
              .as("%s, γ %s, p %s", form, gamma, p)
              .isCloseTo(quotient, within(1e-4 * Math.max(1, Math.abs(quotient))));
        }
      }
    }
  }

  @Test
  void staysFiniteForCertainAnswers() {
    for (ClassificationForm form : ClassificationForm.values()) {
      for (double gamma : new double[] {0, 0.5, 1.5}) {
        float[][] logits = {{2000, -2000}, {2000, -2000}};
        try (ClassificationLoss loss =
                new ClassificationLoss(form, 0.5, gamma, new double[] {1, 1});
            INDArray rows = Nd4j.createFromArray(logits)) {
          ValueAndGradient value = loss.evaluate(rows, new int[] {0, 1});

          assertThat(value.value()).isFinite();
          assertThat(FloatTensors.read(value.gradient()))
              .doesNotContain(Float.NaN, Float.POSITIVE_INFINITY);
        }
      }
    }
  }

  /**
   * Beside cross-entropy, both reinforced forms charge a hard sample (p = 0.1) more than an easy
   * one (p = 0.9): 27 : 1 and 590 : 1 against 22 : 1. Only the form with the logarithm also pulls
   * harder on it: (1−p)^γ is flat near p = 0, so that of the L1 form's gradients those of middling
   * samples are the largest.
   */
  @Test
  void weighsHardSamplesMoreThanCrossEntropyDoes() {
    assertThat(value(ClassificationForm.CROSS_ENTROPY)).isCloseTo(21.85, within(0.01));
    assertThat(value(ClassificationForm.REINFORCED_FOCAL_L1)).isCloseTo(27.0, within(0.01));
    assertThat(value(ClassificationForm.REINFORCED_FOCAL_LOG)).isCloseTo(590.06, within(0.01));
    assertThat(gradient(ClassificationForm.CROSS_ENTROPY)).isCloseTo(9, within(1e-3));
    assertThat(gradient(ClassificationForm.REINFORCED_FOCAL_L1)).isCloseTo(3, within(1e-3));
    assertThat(gradient(ClassificationForm.REINFORCED_FOCAL_LOG)).isCloseTo(138.9, within(0.1));
  }

  /** Loss of a hard sample over that of an easy one. */
  private static double value(ClassificationForm form) {
    double gamma = form.gamma(-1);
    return form.value(Math.log(0.1), gamma) / form.value(Math.log(0.9), gamma);
  }

  /** Length of the logit gradient of a hard sample over that of an easy one. */
  private static double gradient(ClassificationForm form) {
    return length(form, 0.1) / length(form, 0.9);
  }

  private static double length(ClassificationForm form, double p) {
    float[][] logits = {{(float) Math.log(p / (1 - p)), 0}};
    try (ClassificationLoss loss =
            new ClassificationLoss(form, form.alpha(-1), form.gamma(-1), new double[] {1, 1});
        INDArray rows = Nd4j.createFromArray(logits)) {
      float[] gradient = FloatTensors.read(loss.evaluate(rows, new int[] {0}).gradient());
      return Math.hypot(gradient[0], gradient[1]);
    }
  }

  private static void assertMean(
      ClassificationForm form,
      double alpha,
      double gamma,
      DoubleUnaryOperator formula,
      double[] factors) {
    Random random = new Random(7);
    float[] logits = new float[50 * 3];
    int[] labels = new int[50];
    double expected = 0;
    for (int row = 0; row < 50; row++) {
      labels[row] = random.nextInt(3);
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        logits[row * 3 + k] = (float) (2 * random.nextGaussian());
        sum += Math.exp(logits[row * 3 + k]);
      }
      double p = Math.exp(logits[row * 3 + labels[row]]) / sum;
      expected += SHARES[labels[row]] * factors[labels[row]] * formula.applyAsDouble(p) / 50;
    }

    try (ClassificationLoss loss = new ClassificationLoss(form, alpha, gamma, SHARES);
        INDArray rows = Nd4j.createFromArray(logits).reshape(50, 3)) {
      assertThat(loss.evaluate(rows, labels).value()).isCloseTo(expected, within(1e-9));
    }
  }
}
