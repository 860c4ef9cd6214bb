package org.parfocal.testkit.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.Sample;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Inference;
import org.parfocal.learning.Loss;
import org.parfocal.learning.Objective;
import org.parfocal.nn.CrossEntropyLoss;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Linear;
import org.parfocal.nn.Module;
import org.parfocal.nn.ValueAndGradient;
import org.parfocal.testkit.NoPixels;

class GradientCheckTest {
  private final Batch batch =
      new Batch(IntStream.range(0, 6).mapToObj(index -> sample(index, index % 3)).toList(), 1, 3);
  private final INDArray embeddings = embeddings();

  @Test
  void acceptsRightGradientsAndLeavesNothingChanged() {
    Classifier right = new Classifier(UnaryOperator.identity(), 0);
    float[] before = FloatTensors.read(embeddings);

    GradientCheck.standard().check(right, batch, embeddings, 0.5);

    assertThat(FloatTensors.read(embeddings)).isEqualTo(before);
    assertThat(right.state()).isEqualTo(new Classifier(UnaryOperator.identity(), 0).state());
  }

  @Test
  void findsAWrongGradientOfTheEmbeddings() {
    Classifier wrong = new Classifier(gradient -> gradient.mul(1.05), 0);

    assertThatThrownBy(() -> GradientCheck.standard().check(wrong, batch, embeddings, 0.5))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("embeddings");
  }

  @Test
  void findsAWrongGradientOfAParameter() {
    Classifier wrong = new Classifier(UnaryOperator.identity(), 0.1);

    assertThatThrownBy(() -> GradientCheck.standard().check(wrong, batch, embeddings, 0.5))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("head.weight");
  }

  @Test
  void findsParametersThatDoNotLearnBesideAFrozenBackbone() {
    Classifier wrong =
        new Classifier(UnaryOperator.identity(), 0) {
          @Override
          public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
            Loss loss = super.evaluate(batch, embeddings, progress);
            if (!batch.backboneLearns()) {
              zeroGrad();
            }
            return loss;
          }
        };

    assertThatThrownBy(() -> GradientCheck.standard().check(wrong, batch, embeddings, 0.5))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("head.weight")
        .hasMessageContaining("does not learn");
  }

  @Test
  void knowsReversedGradients() {
    Classifier reversed = new Classifier(gradient -> gradient.mul(-0.3), 0);

    assertThatThrownBy(() -> GradientCheck.standard().check(reversed, batch, embeddings, 0.5))
        .isInstanceOf(AssertionError.class);
    assertThatCode(
            () ->
                GradientCheck.standard()
                    .withEmbeddingFactor("cross-entropy", -0.3)
                    .check(reversed, batch, embeddings, 0.5))
        .doesNotThrowAnyException();
  }

  @Test
  void knowsReversedGradientsOfParameters() {
    Classifier right = new Classifier(UnaryOperator.identity(), 0);
    GradientCheck check = GradientCheck.standard();

    assertThatThrownBy(
            () ->
                check
                    .withTensorFactor("head.w", "cross-entropy", -0.3)
                    .check(right, batch, embeddings, 0.5))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("head.weight");
    assertThatCode(
            () ->
                check
                    .withTensorFactor("tail.", "cross-entropy", -0.3)
                    .withTensorFactor("head.w", "other", -0.3)
                    .check(right, batch, embeddings, 0.5))
        .doesNotThrowAnyException();
  }

  private static INDArray embeddings() {
    Random random = new Random(2);
    float[][] values = new float[6][5];
    for (float[] row : values) {
      for (int k = 0; k < row.length; k++) {
        row[k] = (float) random.nextGaussian();
      }
    }
    return Nd4j.createFromArray(values);
  }

  private static Sample sample(int index, int label) {
    String id = "s" + index;
    return new Sample(
        id, new NoPixels(id), label, id, id, null, OptionalDouble.empty(), null, Map.of());
  }

  /** Cross-entropy whose gradients can be made wrong. */
  private static class Classifier implements Objective {
    private final Linear head = new Linear(5, 3, 8);
    private final CrossEntropyLoss loss = new CrossEntropyLoss(3);
    private final UnaryOperator<INDArray> fault;
    private final double unreportedPenalty;

    Classifier(UnaryOperator<INDArray> fault, double unreportedPenalty) {
      this.fault = fault;
      this.unreportedPenalty = unreportedPenalty;
    }

    @Override
    public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
      ValueAndGradient result = loss.evaluate(head.forward(embeddings), batch.labels());
      INDArray gradient = fault.apply(head.backward(result.gradient()));
      head.weight().penalize(unreportedPenalty);
      return new Loss(Map.of("cross-entropy", result.value()), gradient);
    }

    @Override
    public Inference infer(List<Sample> samples, INDArray input) {
      return Inference.of(head.forward(input));
    }

    @Override
    public Map<String, Module> children() {
      return Map.of("head", head);
    }

    @Override
    public void close() {
      head.close();
    }
  }
}
