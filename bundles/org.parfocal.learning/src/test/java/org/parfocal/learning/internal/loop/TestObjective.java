package org.parfocal.learning.internal.loop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** Cross-entropy on a linear head, with a fault on demand. */
class TestObjective implements Objective {
  private final LinearHead head;
  private final CrossEntropy loss;
  private final Softmax softmax;
  private int evaluations;
  private final int faultAt;
  boolean closed;

  TestObjective(int embeddingSize, int classes, long seed) {
    this(embeddingSize, classes, seed, Integer.MAX_VALUE);
  }

  /** The evaluation with the number {@code faultAt}, from 0, is not a number. */
  TestObjective(int embeddingSize, int classes, long seed, int faultAt) {
    head = new LinearHead(embeddingSize, classes, seed);
    loss = new CrossEntropy(classes);
    softmax = new Softmax(classes);
    this.faultAt = faultAt;
  }

  @Override
  public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
    CrossEntropy.Result result = loss.evaluate(head.forward(embeddings), batch.labels());
    INDArray gradient = head.backward(result.gradient());
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put("cross-entropy", evaluations++ == faultAt ? Double.NaN : result.value());
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
  public Map<String, INDArray> tensors() {
    return head.tensors("head");
  }

  @Override
  public Map<String, INDArray> gradients() {
    return head.gradients("head");
  }

  @Override
  public void close() {
    closed = true;
    head.close();
    loss.close();
    softmax.close();
  }
}
