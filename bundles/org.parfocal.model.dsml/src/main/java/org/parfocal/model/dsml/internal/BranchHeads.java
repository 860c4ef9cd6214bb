package org.parfocal.model.dsml.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.nn.Module;

/** One branch for all rows, or several for some rows each. */
final class BranchHeads implements Module {
  private final int embeddingSize;
  private final int classes;
  private final List<Branch> branches = new ArrayList<>();

  BranchHeads(int count, int embeddingSize, int projectionSize, int classes, long seed) {
    this.embeddingSize = embeddingSize;
    this.classes = classes;
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int index = 0; index < count; index++) {
      branches.add(
          new Branch(embeddingSize, projectionSize, classes, seeds.nextLong(), seeds.nextLong()));
    }
  }

  /** Length of a representation. */
  int width() {
    return branches.get(0).width();
  }

  /**
   * Classifies rows.
   *
   * @param embeddings {@code [n, d]} row-major
   * @param route branch of each row
   */
  BranchOutputs forward(float[] embeddings, int[] route) {
    int width = width();
    double[] representations = new double[route.length * width];
    double[] logits = new double[route.length * classes];
    for (int index = 0; index < branches.size(); index++) {
      int[] rows = rows(route, index);
      if (rows.length > 0) {
        float[] own = new float[rows.length * embeddingSize];
        for (int r = 0; r < rows.length; r++) {
          System.arraycopy(
              embeddings, rows[r] * embeddingSize, own, r * embeddingSize, embeddingSize);
        }
        BranchOutputs outputs = branches.get(index).forward(own, rows.length);
        scatter(outputs.representations(), rows, representations, width);
        scatter(outputs.logits(), rows, logits, classes);
      }
    }
    return new BranchOutputs(representations, logits);
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
      float[] own =
          branches
              .get(index)
              .backward(gather(logits, rows, classes), gather(representations, rows, width()));
      for (int r = 0; r < rows.length; r++) {
        System.arraycopy(own, r * embeddingSize, gradient, rows[r] * embeddingSize, embeddingSize);
      }
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
    for (int index = 0; index < branches.size(); index++) {
      parts.put("branch-" + index, branches.get(index));
    }
    return parts;
  }

  @Override
  public void close() {
    branches.forEach(Branch::close);
  }

  private static int[] rows(int[] route, int branch) {
    return IntStream.range(0, route.length).filter(row -> route[row] == branch).toArray();
  }

  private static double[] gather(double[] values, int[] rows, int length) {
    double[] own = new double[rows.length * length];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(values, rows[r] * length, own, r * length, length);
    }
    return own;
  }

  private static void scatter(double[] own, int[] rows, double[] values, int length) {
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(own, r * length, values, rows[r] * length, length);
    }
  }
}
