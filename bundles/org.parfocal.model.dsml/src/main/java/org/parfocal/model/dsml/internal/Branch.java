package org.parfocal.model.dsml.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.FloatTensors;
import org.parfocal.learning.LinearHead;
import org.parfocal.learning.RowBuffer;
import org.parfocal.learning.Update;

/** h = P·x + c (or x itself), z = W·h + b: what stands behind one backbone. */
final class Branch implements AutoCloseable {
  private static final String PROJECTION = "projection";
  private static final String CLASSIFIER = "classifier";

  private final int embeddingSize;
  private final int width;
  private final int classes;
  private final @Nullable LinearHead projection;
  private final LinearHead classifier;
  private final RowBuffer input;
  private final RowBuffer logitSlopes;
  private final RowBuffer representationSlopes;

  /**
   * Makes a branch.
   *
   * @param projectionSize length of h; 0 for x itself
   */
  Branch(int embeddingSize, int projectionSize, int classes, long projectionSeed, long seed) {
    this.embeddingSize = embeddingSize;
    this.width = projectionSize > 0 ? projectionSize : embeddingSize;
    this.classes = classes;
    this.projection =
        projectionSize > 0 ? new LinearHead(embeddingSize, projectionSize, projectionSeed) : null;
    this.classifier = new LinearHead(width, classes, seed);
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

  /** ∂z_label/∂x, d numbers. */
  float[] logitGradient(int label) {
    float[] gradient = classifier.weights(label);
    if (projection == null) {
      return gradient;
    }
    float[] through = new float[embeddingSize];
    for (int k = 0; k < width; k++) {
      float[] row = projection.weights(k);
      for (int d = 0; d < embeddingSize; d++) {
        through[d] += gradient[k] * row[d];
      }
    }
    return through;
  }

  void step(Update update) {
    if (projection != null) {
      projection.step(update);
    }
    classifier.step(update);
  }

  Map<String, INDArray> tensors(String prefix) {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    if (projection != null) {
      tensors.putAll(projection.tensors(prefix + PROJECTION));
    }
    tensors.putAll(classifier.tensors(prefix + CLASSIFIER));
    return tensors;
  }

  Map<String, INDArray> gradients(String prefix) {
    Map<String, INDArray> gradients = new LinkedHashMap<>();
    if (projection != null) {
      gradients.putAll(projection.gradients(prefix + PROJECTION));
    }
    gradients.putAll(classifier.gradients(prefix + CLASSIFIER));
    return gradients;
  }

  @Override
  public void close() {
    if (projection != null) {
      projection.close();
    }
    classifier.close();
    input.close();
    logitSlopes.close();
    representationSlopes.close();
  }
}
