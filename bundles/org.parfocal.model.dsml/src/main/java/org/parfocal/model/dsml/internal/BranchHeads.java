package org.parfocal.model.dsml.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.nn.LogSoftmax;
import org.parfocal.nn.Module;

/** One branch for all rows, or several for some rows each. */
final class BranchHeads implements Module {
  private final int embeddingSize;
  private final int width;
  private final int classes;
  private final List<Branch> branches = new ArrayList<>();

  BranchHeads(int count, int embeddingSize, int projectionSize, int classes, long seed) {
    this.embeddingSize = embeddingSize;
    this.width = projectionSize > 0 ? projectionSize : embeddingSize;
    this.classes = classes;
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int index = 0; index < count; index++) {
      branches.add(
          new Branch(embeddingSize, projectionSize, classes, seeds.nextLong(), seeds.nextLong()));
    }
  }

  /** Length of a representation. */
  int width() {
    return width;
  }

  /**
   * Classifies rows.
   *
   * @param embeddings {@code [n, d]} row-major
   * @param route branch of each row
   */
  Outputs forward(float[] embeddings, int[] route) {
    double[] representations = new double[route.length * width];
    double[] logits = new double[route.length * classes];
    for (int index = 0; index < branches.size(); index++) {
      int[] rows = rows(route, index);
      if (rows.length > 0) {
        float[] own =
            gather(embeddings, rows, new float[rows.length * embeddingSize], embeddingSize);
        Outputs outputs = branches.get(index).forward(own, rows.length);
        scatter(outputs.representations(), rows, representations, width);
        scatter(outputs.logits(), rows, logits, classes);
      }
    }
    return new Outputs(representations, logits);
  }

  /**
   * Keeps the gradients of the parameters for the last {@link #forward}, in which every branch had
   * rows.
   *
   * @return ∂loss/∂embeddings, {@code [n, d]} row-major
   */
  float[] backward(double[] logits, double[] representations, int[] route) {
    float[] gradient = new float[route.length * embeddingSize];
    for (int index = 0; index < branches.size(); index++) {
      int[] rows = rows(route, index);
      double[] ownLogits = gather(logits, rows, new double[rows.length * classes], classes);
      double[] own = gather(representations, rows, new double[rows.length * width], width);
      float[] back = branches.get(index).backward(ownLogits, own, rows.length);
      scatter(back, rows, gradient, embeddingSize);
    }
    return gradient;
  }

  float[] logitGradient(int branch, INDArray embedding, int label) {
    return branches.get(branch).logitGradient(embedding, label);
  }

  /** The parts of the only branch, or else the branches. */
  @Override
  public Map<String, Module> children() {
    if (branches.size() == 1) {
      return branches.get(0).children();
    }
    Map<String, Module> parts = new LinkedHashMap<>();
    branches.forEach(branch -> parts.put("branch-" + parts.size(), branch));
    return parts;
  }

  private static int[] rows(int[] route, int branch) {
    return IntStream.range(0, route.length).filter(row -> route[row] == branch).toArray();
  }

  /** Copies rows out of an array. */
  private static <T> T gather(T values, int[] rows, T own, int length) {
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(values, rows[r] * length, own, r * length, length);
    }
    return own;
  }

  /** Copies rows back to where they came from. */
  private static <T> void scatter(T own, int[] rows, T values, int length) {
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(own, r * length, values, rows[r] * length, length);
    }
  }

  /**
   * What branches make of embeddings.
   *
   * @param representations {@code [n, k]} row-major
   * @param logits {@code [n, C]} row-major
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Outputs(double[] representations, double[] logits) {
    double[] probabilities(int classes, double temperature) {
      double[] values = LogSoftmax.rows(logits, classes, temperature);
      Arrays.setAll(values, index -> Math.exp(values[index]));
      return values;
    }
  }
}
