package org.parfocal.model.baseline.internal;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.ImageSource;
import org.parfocal.api.Images;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.Update;

/** A frozen backbone whose embedding is the pixels themselves: random, a few dimensions telling. */
final class RandomFeatures implements Images, BackboneProvider {
  private static final int SIZE = 4;
  static final int DIMENSIONS = SIZE * SIZE * 3;

  static List<Sample> cohort(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(index -> sample(prefix + index)).toList();
  }

  /** The features of a sample as the backbone gives them. */
  double[] features(Sample sample) {
    byte[] bytes = new byte[DIMENSIONS];
    read(sample, bytes, 0);
    double[] features = new double[DIMENSIONS];
    for (int k = 0; k < DIMENSIONS; k++) {
      features[k] = ((bytes[k] & 0xff) / 255.0 - 0.5) / 0.25;
    }
    return features;
  }

  @Override
  public int size() {
    return SIZE;
  }

  @Override
  public List<Double> mean() {
    return List.of(0.5, 0.5, 0.5);
  }

  @Override
  public List<Double> deviation() {
    return List.of(0.25, 0.25, 0.25);
  }

  @Override
  public void read(Sample sample, byte[] target, int offset) {
    Random random = new Random(sample.id().hashCode());
    for (int k = 0; k < DIMENSIONS; k++) {
      double shift = sample.label() * (k % 7 == 0 ? 15 : 0);
      double value = 110 + shift + 40 * random.nextGaussian();
      target[offset + k] = (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
  }

  @Override
  public Backbone create(int imageSize, long seed) {
    return new Flatten();
  }

  @Override
  public boolean frozen() {
    return true;
  }

  @Override
  public String fingerprint() {
    return "the pixels";
  }

  private static Sample sample(String id) {
    ImageSource source =
        new ImageSource() {
          @Override
          public String key() {
            return id;
          }

          @Override
          public String description() {
            return id;
          }

          @Override
          public RgbImage read() {
            throw new UnsupportedOperationException();
          }
        };
    int label = new Random(id.hashCode() * 31L).nextInt(3) == 0 ? 1 : 0;
    return new Sample(id, source, label, id, id, null, OptionalDouble.empty(), null, Map.of());
  }

  private static final class Flatten implements Backbone {
    private INDArray embeddings = Nd4j.create(DataType.FLOAT, 1, DIMENSIONS);

    @Override
    public int embeddingSize() {
      return DIMENSIONS;
    }

    @Override
    public INDArray forward(INDArray images, boolean training) {
      embeddings.close();
      embeddings = images.dup('c').reshape(images.size(0), DIMENSIONS);
      return embeddings;
    }

    @Override
    public void backward(INDArray gradient) {
      throw new UnsupportedOperationException();
    }

    @Override
    public double squaredGradientNorm() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void step(Update update) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, INDArray> tensors() {
      return Map.of();
    }

    @Override
    public void close() {
      embeddings.close();
    }
  }
}
