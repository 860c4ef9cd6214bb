package org.parfocal.model.baseline.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.learning.Batch;
import org.parfocal.learning.CrossEntropy;
import org.parfocal.learning.Inference;
import org.parfocal.learning.LinearHead;
import org.parfocal.learning.Loss;
import org.parfocal.learning.Objective;
import org.parfocal.learning.Softmax;
import org.parfocal.learning.Update;

/** Mean over the rows of w_y·(−log softmax(W·x + b)_y), plus ½·λ·‖W‖². */
final class LinearClassifier implements Objective {
  private static final String NAME = "classifier";

  private final LinearHead head;
  private final CrossEntropy crossEntropy;
  private final Softmax softmax;
  private final double l2;

  /**
   * Makes a classifier.
   *
   * @param classWeights w, one for each class
   * @param l2 λ; 0 for no penalty
   */
  LinearClassifier(int embeddingSize, double[] classWeights, double l2, long seed) {
    this.head = new LinearHead(embeddingSize, classWeights.length, seed);
    this.crossEntropy = new CrossEntropy(classWeights);
    this.softmax = new Softmax(classWeights.length);
    this.l2 = l2;
  }

  @Override
  public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
    CrossEntropy.Result result = crossEntropy.evaluate(head.forward(embeddings), batch.labels());
    INDArray gradient = head.backward(result.gradient());
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put("cross-entropy", result.value());
    if (l2 > 0) {
      terms.put("l2", head.penalise(l2));
    }
    return new Loss(terms, gradient);
  }

  @Override
  public void step(Update update) {
    head.step(update);
  }

  @Override
  public Inference infer(List<Sample> samples, INDArray embeddings) {
    return Inference.of(softmax.of(head.forward(embeddings)));
  }

  @Override
  public Optional<float[]> logitGradient(Sample sample, INDArray embedding, int label) {
    return Optional.of(head.weights(label));
  }

  @Override
  public Map<String, INDArray> tensors() {
    return head.tensors(NAME);
  }

  @Override
  public Map<String, INDArray> gradients() {
    return head.gradients(NAME);
  }

  @Override
  public void close() {
    head.close();
    crossEntropy.close();
    softmax.close();
  }
}
