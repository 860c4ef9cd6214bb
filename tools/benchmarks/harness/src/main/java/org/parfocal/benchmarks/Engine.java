package org.parfocal.benchmarks;

import java.io.IOException;
import java.util.Map;

/**
 * One implementation of the backbones. All engines compute the same: the network without its
 * classifier, ending in the global average; the loss Σ embedding · weight; Adam with β₁ 0.9, β₂
 * 0.999, ε 1e-8 and {@link Example#LEARNING_RATE}. Images and the weights of the loss are those of
 * {@link Example}. Tensors have torchvision's names, shapes and order of axes.
 */
public interface Engine {
  /** Library, version, native build and threads, in one line. */
  String description();

  /**
   * Makes the network with random weights, and the images. Called before all else; with {@code
   * --keep} again, for another workload.
   */
  void prepare(Workload workload);

  /**
   * Makes one training step.
   *
   * @return the loss before the step
   */
  double train();

  /** Embeds the images by the rules of inference, and leaves the result where it is. */
  void infer();

  /** The most memory in MiB that it has taken: of this process, or of a GPU by its own account. */
  default double peakMebibytes() throws IOException {
    return Memory.peakMebibytes();
  }

  /**
   * Trains a new linear head on the embeddings of the images, by {@link HeadTraining}; the network
   * stays as it is.
   *
   * @return mean loss of the last epoch
   */
  double trainHead(int epochs);

  /** Copies of all parameters and batch-norm statistics. */
  Map<String, Values> tensors();

  /**
   * Replaces all parameters and batch-norm statistics.
   *
   * @throws IllegalArgumentException if one is missing or of another shape, see {@link
   *     Values#named}
   */
  void assign(Map<String, Values> tensors);

  /** Embeddings of the images by the rules of inference, {@code [n, d]}. */
  Values embeddings();

  /** Gradients of the loss with respect to the parameters, in training mode; steps nowhere. */
  Map<String, Values> gradients();
}
