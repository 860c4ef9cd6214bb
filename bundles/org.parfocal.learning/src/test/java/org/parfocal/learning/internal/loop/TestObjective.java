package org.parfocal.learning.internal.loop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** Cross-entropy on a linear head, with a fault on demand. */
class TestObjective implements Objective {
  private final Linear head;
  private final CrossEntropyLoss loss;
  private final Softmax softmax;
  private int evaluations;
  private final int faultAt;
  boolean closed;

  TestObjective(int embeddingSize, int classes, long seed) {
    this(embeddingSize, classes, seed, Integer.MAX_VALUE);
  }

  /** The evaluation with the number {@code faultAt}, from 0, is not a number. */
  TestObjective(int embeddingSize, int classes, long seed, int faultAt) {
    head = new Linear(embeddingSize, classes, seed);
    loss = new CrossEntropyLoss(classes);
    softmax = new Softmax();
    this.faultAt = faultAt;
  }

  @Override
  public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
    ValueAndGradient result = loss.evaluate(head.forward(embeddings), batch.labels());
    INDArray gradient = head.backward(result.gradient());
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put("cross-entropy", evaluations++ == faultAt ? Double.NaN : result.value());
    return new Loss(terms, gradient);
  }

  @Override
  public Inference infer(List<Sample> samples, INDArray embeddings) {
    return Inference.of(softmax.forward(head.forward(embeddings)));
  }

  @Override
  public Map<String, Module> children() {
    Map<String, Module> parts = new LinkedHashMap<>();
    parts.put("head", head);
    parts.put("loss", loss);
    parts.put("softmax", softmax);
    return parts;
  }

  @Override
  public void close() {
    closed = true;
    Objective.super.close();
  }
}
