package org.parfocal.model.dsml.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.learning.Batch;
import org.parfocal.nn.OptimizerStep;

class MemoryTest {
  private static final int WIDTH = 64;

  private final List<Sample> samples = Samples.pyramids(8, 3, 2);
  private final DsmlOptions options =
      Fitting.options(
          "branches", "per-magnification",
          "projection", 16,
          "fusion", "concatenate",
          "similarity", "feature",
          "inference", "pyramid");

  @Test
  void isFlatOverTwoHundredSteps() {
    try (DsmlObjective objective = objective();
        INDArray embeddings = new RandomRows(samples.size(), WIDTH, 1).matrix()) {
      steps(objective, embeddings, 2);
      long start = Pointer.totalBytes();
      steps(objective, embeddings, 200);

      assertThat(Pointer.totalBytes() - start).isLessThan(1024);
    }
  }

  @Test
  void isGivenBackByClosing() {
    try (INDArray embeddings = new RandomRows(samples.size(), WIDTH, 1).matrix()) {
      steps(embeddings);
      long start = Pointer.totalBytes();
      for (int repeat = 0; repeat < 20; repeat++) {
        steps(embeddings);
      }

      // Of each array that is closed, ND4J keeps 32 bytes until the next garbage collection: 32 KiB
      // in all. One buffer left open would be 30 KiB or more.
      assertThat(Pointer.totalBytes() - start).isLessThan(48 * 1024);
    }
  }

  private void steps(INDArray embeddings) {
    try (DsmlObjective objective = objective()) {
      steps(objective, embeddings, 1);
    }
  }

  private void steps(DsmlObjective objective, INDArray embeddings, int count) {
    for (int step = 0; step < count; step++) {
      objective.zeroGrad();
      objective.evaluate(new Batch(samples, 3, 2), embeddings, 0);
      objective.step(OptimizerStep.adam(0.001));
      objective.infer(samples, embeddings);
      objective.observe(samples, embeddings);
      objective.logitGradient(samples.get(0), embeddings, 1);
    }
  }

  private DsmlObjective objective() {
    return new DsmlObjective(options, Samples.scales(3), WIDTH, 2, 3);
  }
}
