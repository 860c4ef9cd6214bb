package org.parfocal.model.baseline.internal;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.parfocal.api.Sample;
import org.parfocal.testkit.NoPixels;
import org.parfocal.testkit.learning.PlantedImages;

/** Random images of which a few numbers tell the class. */
final class RandomFeatures extends PlantedImages {
  private static final int SIZE = 4;
  static final int DIMENSIONS = SIZE * SIZE * 3;

  RandomFeatures() {
    super(SIZE);
  }

  static List<Sample> cohort(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(index -> sample(prefix + index)).toList();
  }

  /** The numbers of a sample as networks see them. */
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
  protected double[] planted(Sample sample) {
    Random random = new Random(sample.id().hashCode());
    double[] values = new double[DIMENSIONS];
    for (int k = 0; k < DIMENSIONS; k++) {
      double shift = sample.label() * (k % 7 == 0 ? 15 : 0);
      values[k] = 110 + shift + 40 * random.nextGaussian();
    }
    return values;
  }

  private static Sample sample(String id) {
    int label = new Random(id.hashCode() * 31L).nextInt(3) == 0 ? 1 : 0;
    return new Sample(
        id, new NoPixels(id), label, id, id, null, OptionalDouble.empty(), null, Map.of());
  }
}
