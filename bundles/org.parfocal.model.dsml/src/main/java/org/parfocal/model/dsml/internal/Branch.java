package org.parfocal.model.dsml.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Linear;
import org.parfocal.nn.Module;
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.Sequential;

/** h = P·x + c (or x itself), z = W·h + b: what stands behind one backbone. */
final class Branch implements Module {
  private final Sequential projection;
  private final Linear classifier;
  private final RowBuffer input;
  private final RowBuffer logitGradients;
  private final RowBuffer representationGradients;

  /**
   * Makes a branch.
   *
   * @param projectionSize length of h; 0 for x itself
   */
  Branch(int embeddingSize, int projectionSize, int classes, long projectionSeed, long seed) {
    int width = projectionSize > 0 ? projectionSize : embeddingSize;
    this.projection =
        projectionSize > 0
            ? new Sequential(
                Map.of("projection", new Linear(embeddingSize, projectionSize, projectionSeed)))
            : new Sequential();
    this.classifier = new Linear(width, classes, seed);
    this.input = new RowBuffer(embeddingSize);
    this.logitGradients = new RowBuffer(classes);
    this.representationGradients = new RowBuffer(width);
  }

  /**
   * Classifies rows.
   *
   * @param embeddings {@code [rows, d]} row-major
   */
  BranchHeads.Outputs forward(float[] embeddings, int rows) {
    INDArray h = projection.forward(input.rows(rows, embeddings));
    return new BranchHeads.Outputs(
        FloatTensors.readDoubles(h), FloatTensors.readDoubles(classifier.forward(h)));
  }

  /**
   * Keeps the gradients of the parameters for the rows of the last {@link #forward}.
   *
   * @param logits ∂loss/∂z
   * @param representations ∂loss/∂h apart from what reaches h through z
   * @param wanted whether ∂loss/∂x is wanted
   * @return ∂loss/∂x, {@code [rows, d]}; of no meaning if it is not wanted
   */
  INDArray backward(double[] logits, double[] representations, int rows, boolean wanted) {
    boolean below = wanted || !projection.layers().isEmpty();
    INDArray throughLogits = classifier.backward(logitGradients.rows(rows, logits), below);
    if (!below) {
      return throughLogits;
    }
    float[] gradient = FloatTensors.read(throughLogits);
    for (int index = 0; index < gradient.length; index++) {
      gradient[index] += (float) representations[index];
    }
    return projection.backward(representationGradients.rows(rows, gradient), wanted);
  }

  /** ∂z_label/∂x at one row, d numbers. */
  float[] logitGradient(INDArray embedding, int label) {
    return new Sequential(projection, classifier).inputGradient(embedding, label);
  }

  @Override
  public Map<String, Module> children() {
    Map<String, Module> parts = new LinkedHashMap<>(projection.children());
    parts.put("classifier", classifier);
    parts.put("input", input);
    parts.put("logit-gradients", logitGradients);
    parts.put("representation-gradients", representationGradients);
    return parts;
  }
}
