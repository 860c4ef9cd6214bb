package org.parfocal.learning.internal.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.TrainingMemory;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.OptimizerStep;

/**
 * Where the loop's embeddings come from: a backbone that learns, or the cache of one that is frozen
 * and has nothing to learn.
 */
public interface Encoder extends AutoCloseable {
  int embeddingSize();

  /**
   * Begins an epoch of training. The next one can be begun before it is closed.
   *
   * @param epoch from 0
   * @param batches rows of each batch, in the order in which they are asked for
   */
  Epoch epoch(int epoch, List<List<Sample>> batches);

  /** Whether it has parameters that {@link #backward} computes the gradients of. */
  default boolean learns() {
    return false;
  }

  /** Gradients of this encoder's parameters for the batch that was asked for last. */
  default void backward(INDArray gradient) {}

  /** The first layer of a backbone whose last result was not finite, if that can be told. */
  default Optional<String> firstNonFinite() {
    return Optional.empty();
  }

  /** The sum of the squares of these gradients. */
  default double squaredGradientNorm() {
    return 0;
  }

  /** Changes this encoder's parameters. */
  default void step(OptimizerStep update) {}

  /** Embeds samples for inference, some at a time, in whatever order is fastest. */
  void encode(List<Sample> samples, Visitor visitor);

  /**
   * The feature maps of a sample whose mean over all places is the raw embedding, {@code [1, h, w,
   * d]}, the caller's to close; empty if the backbone has none.
   */
  Optional<INDArray> featureMaps(Sample sample);

  /** Turns a gradient with respect to an embedding into one with respect to the raw embedding. */
  default void chain(float[] gradient) {}

  /** What training changes. */
  default Map<String, StateTensor> state() {
    return Map.of();
  }

  /** What the next step depends on beside {@link #state}; empty if that cannot be told. */
  default Optional<TrainingMemory> memory() {
    return Optional.of(new TrainingMemory());
  }

  /** Goes on where another encoder of the same kind stood. */
  default void restore(TrainingMemory memory) {}

  @Override
  void close();

  /** The rows of a matrix. */
  static List<float[]> vectors(INDArray matrix) {
    float[] values = FloatTensors.read(matrix);
    int length = Math.toIntExact(matrix.size(1));
    List<float[]> rows = new ArrayList<>();
    for (int start = 0; start < values.length; start += length) {
      rows.add(Arrays.copyOfRange(values, start, start + length));
    }
    return rows;
  }

  /** The embeddings of an epoch. */
  interface Epoch extends AutoCloseable {
    /** Embeddings of the next batch, {@code [n, d]}, valid until the next call. */
    INDArray next();

    /** Nanoseconds for which {@link #next} waited for images so far. */
    long waited();

    @Override
    void close();
  }

  /** Is shown embeddings. */
  interface Visitor {
    /**
     * Some of the samples.
     *
     * @param rows their indices
     * @param embeddings as the objective is to see them, {@code [n, d]}, valid during the call
     * @param raw as the backbone gave them, n vectors
     */
    void rows(List<Integer> rows, INDArray embeddings, List<float[]> raw);
  }
}
