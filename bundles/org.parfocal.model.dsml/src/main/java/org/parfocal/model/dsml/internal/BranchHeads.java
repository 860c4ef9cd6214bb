package org.parfocal.model.dsml.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.BranchRows;
import org.parfocal.nn.FloatTensors;
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
   * @param rows of each branch
   */
  Outputs forward(float[] embeddings, BranchRows rows) {
    int n = embeddings.length / embeddingSize;
    Outputs all = new Outputs(new double[n * width], new double[n * classes]);
    for (int index = 0; index < branches.size(); index++) {
      int count = rows.count(index);
      if (count > 0) {
        float[] own = new float[count * embeddingSize];
        rows.gather(index, embeddings, own, embeddingSize);
        Outputs outputs = branches.get(index).forward(own, count);
        rows.scatter(index, outputs.representations(), all.representations(), width);
        rows.scatter(index, outputs.logits(), all.logits(), classes);
      }
    }
    return all;
  }

  /**
   * Keeps the gradients of the parameters for the last {@link #forward}, in which every branch had
   * rows.
   *
   * @param wanted whether ∂loss/∂embeddings is wanted
   * @return ∂loss/∂embeddings, {@code [n, d]} row-major; of no meaning if it is not wanted
   */
  float[] backward(double[] logits, double[] representations, BranchRows rows, boolean wanted) {
    float[] gradient = new float[logits.length / classes * embeddingSize];
    for (int index = 0; index < branches.size(); index++) {
      int count = rows.count(index);
      double[] ownLogits = rows.gather(index, logits, new double[count * classes], classes);
      double[] own = rows.gather(index, representations, new double[count * width], width);
      INDArray back = branches.get(index).backward(ownLogits, own, count, wanted);
      if (wanted) {
        rows.scatter(index, FloatTensors.read(back), gradient, embeddingSize);
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
    branches.forEach(branch -> parts.put("branch-" + parts.size(), branch));
    return parts;
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
