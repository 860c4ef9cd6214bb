package org.parfocal.model.dsml.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Linear;
import org.parfocal.nn.Module;
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.Sequential;

/** h = P·x + c (or x itself), z = W·h + b: what stands behind one backbone. */
final class Branch implements Module {
  private static final String PROJECTION = "projection";
  private static final String CLASSIFIER = "classifier";

  private final int width;
  private final int classes;
  private final @Nullable Linear projection;
  private final Linear classifier;
  private final RowBuffer input;
  private final RowBuffer logitSlopes;
  private final RowBuffer representationSlopes;

  /**
   * Makes a branch.
   *
   * @param projectionSize length of h; 0 for x itself
   */
  Branch(int embeddingSize, int projectionSize, int classes, long projectionSeed, long seed) {
    this.width = projectionSize > 0 ? projectionSize : embeddingSize;
    this.classes = classes;
    this.projection =
        projectionSize > 0 ? new Linear(embeddingSize, projectionSize, projectionSeed) : null;
    this.classifier = new Linear(width, classes, seed);
    this.input = new RowBuffer(embeddingSize);
    this.logitSlopes = new RowBuffer(classes);
    this.representationSlopes = new RowBuffer(width);
  }

  /** Length of h. */
  int width() {
    return width;
  }

  /**
   * Classifies rows.
   *
   * @param embeddings {@code [rows, d]} row-major
   */
  BranchOutputs forward(float[] embeddings, int rows) {
    INDArray x = input.rows(rows, embeddings);
    INDArray h = projection == null ? x : projection.forward(x);
    double[] representations = Floats.widened(FloatTensors.read(h));
    double[] logits = Floats.widened(FloatTensors.read(classifier.forward(h)));
    return new BranchOutputs(representations, logits);
  }

  /**
   * Keeps the gradients of the parameters for the rows of the last {@link #forward}.
   *
   * @param logits ∂loss/∂z
   * @param representations ∂loss/∂h apart from what reaches h through z
   * @return ∂loss/∂x, {@code [rows, d]} row-major
   */
  float[] backward(double[] logits, double[] representations) {
    int rows = logits.length / classes;
    float[] slopes =
        FloatTensors.read(classifier.backward(logitSlopes.rows(rows, Floats.of(logits))));
    for (int index = 0; index < slopes.length; index++) {
      slopes[index] += (float) representations[index];
    }
    return projection == null
        ? slopes
        : FloatTensors.read(projection.backward(representationSlopes.rows(rows, slopes)));
  }

  /** ∂z_label/∂x at one row, d numbers. */
  float[] logitGradient(INDArray embedding, int label) {
    return (projection == null ? classifier : new Sequential(projection, classifier))
        .inputGradient(embedding, label);
  }

  @Override
  public Map<String, Module> children() {
    Map<String, Module> parts = new LinkedHashMap<>();
    if (projection != null) {
      parts.put(PROJECTION, projection);
    }
    parts.put(CLASSIFIER, classifier);
    return parts;
  }

  @Override
  public void close() {
    Module.super.close();
    input.close();
    logitSlopes.close();
    representationSlopes.close();
  }
}
