package org.parfocal.model.smse.internal;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

/**
 * A frozen backbone whose embedding is the pixels themselves, which are made up: classes differ a
 * little in a few dimensions, magnifications differ much in others, the rest is noise.
 */
final class Planted implements Images, BackboneProvider {
  private static final int SIZE = 4;
  private static final int DIMENSIONS = SIZE * SIZE * 3;

  /** Patients of both classes in turn, with images at every magnification. */
  static List<Sample> cohort(String prefix, int patients, int images, String... magnifications) {
    return IntStream.range(0, patients)
        .boxed()
        .flatMap(
            patient ->
                Stream.of(magnifications)
                    .flatMap(
                        magnification ->
                            IntStream.range(0, images)
                                .mapToObj(
                                    image ->
                                        sample(
                                            prefix + patient + "-" + magnification + "-" + image,
                                            patient % 2,
                                            prefix + patient,
                                            magnification))))
        .toList();
  }

  static Sample sample(String id, int label, String patient, String magnification) {
    return new Sample(
        id,
        new NoPixels(id),
        label,
        patient,
        patient,
        magnification,
        OptionalDouble.empty(),
        null,
        Map.of());
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
    Random noise = new Random(sample.id().hashCode());
    Random magnification = new Random(String.valueOf(sample.magnification()).hashCode());
    for (int k = 0; k < DIMENSIONS; k++) {
      double ofMagnification = 30 * magnification.nextGaussian();
      double ofClass = k % 6 == 0 ? 20 * (sample.label() - 0.5) : 0;
      double value = 127 + ofClass + (k % 6 == 1 ? ofMagnification : 0) + 14 * noise.nextGaussian();
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

  private record NoPixels(String key) implements ImageSource {
    @Override
    public String description() {
      return key;
    }

    @Override
    public RgbImage read() {
      throw new UnsupportedOperationException();
    }
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
