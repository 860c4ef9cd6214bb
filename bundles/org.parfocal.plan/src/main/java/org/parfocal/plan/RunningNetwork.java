package org.parfocal.plan;

import java.util.Optional;

/** A network on some device, used through arrays of the host. Used by one thread. */
public interface RunningNetwork extends AutoCloseable {
  /**
   * Computes embeddings.
   *
   * @param images {@code [n, height, width, 3]}
   * @param count n
   * @param training whether a backward pass follows, and layers that learn do
   * @return {@code [n, d]}
   */
  float[] forward(float[] images, int count, boolean training);

  /**
   * Memory through which images come as bytes.
   *
   * @param images that there is to be room for
   * @param table what each byte of red, green and blue becomes, {@code [3, 256]}
   */
  ImageBytes imageBytes(int images, float[] table);

  /**
   * Computes the gradients of what is learned, once after a forward pass in training.
   *
   * @param gradient of the loss by the embeddings, {@code [n, d]}
   */
  void backward(float[] gradient);

  /** Σ g² over all gradients of the last backward pass. */
  double squaredGradientNorm();

  /** Changes what is learned along the last gradients, and the running statistics. */
  void step(Update update);

  /** What the last layer reads for the images of the last forward pass, which was no training. */
  float[] maps();

  /** Runs the last forward pass again and names the first layer whose result is not finite. */
  Optional<String> firstNonFinite();

  /** A tensor by its name, in PyTorch's order. */
  float[] read(String tensor);

  /** The gradient of a learned tensor, likewise. */
  float[] gradient(String tensor);

  /** Changes a tensor. */
  void write(String tensor, float[] values);

  /** What the optimizer remembers: as many vectors as its method has moments. */
  float[][] moments();

  /** Goes on with what another one remembered. */
  void restoreMoments(float[][] moments);

  /** State of what is drawn in training. */
  long randomState();

  /** Goes on with another one's. */
  void restoreRandomState(long state);

  /** Gives memory back; a second call does nothing. */
  @Override
  void close();
}
