package org.parfocal.backbone.dl4j.internal.plan;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.parfocal.plan.ImageBytes;
import org.parfocal.plan.RunningNetwork;
import org.parfocal.plan.Update;

/** Gives images back as their embeddings, and gradients as they come. */
final class IdentityNetwork implements RunningNetwork {
  float[] gradients = {};

  private final int numbers;

  /**
   * @param numbers of an image
   */
  IdentityNetwork(int numbers) {
    this.numbers = numbers;
  }

  @Override
  public float[] forward(float[] images, int count, boolean training) {
    return images.clone();
  }

  @Override
  public ImageBytes imageBytes(int images, float[] table) {
    ByteBuffer bytes = ByteBuffer.allocate(images * numbers);
    return new ImageBytes() {
      @Override
      public ByteBuffer bytes() {
        return bytes;
      }

      @Override
      public void send(int count) {}

      @Override
      public float[] forward(int count, boolean training) {
        float[] values = new float[count * numbers];
        for (int i = 0; i < values.length; i++) {
          values[i] = table[i % 3 * 256 + (bytes.get(i) & 0xff)];
        }
        return values;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void backward(float[] gradient) {
    gradients = gradient.clone();
  }

  @Override
  public double squaredGradientNorm() {
    return 0;
  }

  @Override
  public void step(Update update) {}

  @Override
  public float[] maps() {
    return new float[0];
  }

  @Override
  public Optional<String> firstNonFinite() {
    return Optional.empty();
  }

  @Override
  public float[] read(String tensor) {
    return new float[numbers];
  }

  @Override
  public float[] gradient(String tensor) {
    return gradients;
  }

  @Override
  public void write(String tensor, float[] values) {}

  @Override
  public float[][] moments() {
    return new float[0][];
  }

  @Override
  public void restoreMoments(float[][] moments) {}

  @Override
  public long randomState() {
    return 0;
  }

  @Override
  public void restoreRandomState(long state) {}

  @Override
  public void close() {}
}
