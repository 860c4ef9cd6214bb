package org.parfocal.model.baseline.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Inference;
import org.parfocal.learning.Loss;
import org.parfocal.learning.Objective;
import org.parfocal.nn.CrossEntropyLoss;
import org.parfocal.nn.Linear;
import org.parfocal.nn.Module;
import org.parfocal.nn.Softmax;
import org.parfocal.nn.ValueAndGradient;

/** Mean over the rows of w_y·(−log softmax(W·x + b)_y), plus ½·λ·‖W‖². */
final class LinearClassifier implements Objective {
  private final Linear head;
  private final CrossEntropyLoss crossEntropy;
  private final Softmax softmax = new Softmax();
  private final double l2;

  /**
   * Makes a classifier.
   *
   * @param classWeights w, one for each class
   * @param l2 λ; 0 for no penalty
   */
  LinearClassifier(int embeddingSize, double[] classWeights, double l2, long seed) {
    this.head = new Linear(embeddingSize, classWeights.length, seed);
    this.crossEntropy = new CrossEntropyLoss(classWeights);
    this.l2 = l2;
  }

  @Override
  public Map<String, Module> children() {
    Map<String, Module> parts = new LinkedHashMap<>();
    parts.put("classifier", head);
    parts.put("cross-entropy", crossEntropy);
    parts.put("softmax", softmax);
    return parts;
  }

  @Override
  public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
    ValueAndGradient loss = crossEntropy.evaluate(head.forward(embeddings), batch.labels());
    INDArray gradient = head.backward(loss.gradient(), batch.backboneLearns());
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put("cross-entropy", loss.value());
    if (l2 > 0) {
      terms.put("l2", head.weight().penalize(l2));
    }
    return new Loss(terms, gradient);
  }

  @Override
  public Inference infer(List<Sample> samples, INDArray embeddings) {
    return Inference.of(softmax.forward(head.forward(embeddings)));
  }

  @Override
  public Optional<float[]> logitGradient(Sample sample, INDArray embedding, int label) {
    return Optional.of(head.inputGradient(embedding, label));
  }
}
