package org.parfocal.benchmarks.parfocal;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.parfocal.api.ImageSource;
import org.parfocal.api.Images;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.benchmarks.HeadTraining;

/** Images in memory, which cost as little to read as those of the cache of pixels. */
final class NoiseImages implements Images {
  private final int size;
  private final byte[] noise;

  NoiseImages(int size, int count) {
    this.size = size;
    noise = new byte[size * size * 3 + count];
    new Random(1).nextBytes(noise);
  }

  /** So many images, with their labels. */
  static List<Sample> samples(int count) {
    long[] labels = HeadTraining.labels(count);
    return IntStream.range(0, count)
        .mapToObj(
            index -> {
              String name = Integer.toString(index);
              return new Sample(
                  name,
                  new Source(name),
                  (int) labels[index],
                  name,
                  name,
                  null,
                  OptionalDouble.empty(),
                  null,
                  Map.of());
            })
        .toList();
  }

  @Override
  public int size() {
    return size;
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
    System.arraycopy(noise, Integer.parseInt(sample.id()), target, offset, size * size * 3);
  }

  /** Is read by these images alone. */
  private record Source(String key) implements ImageSource {
    @Override
    public String description() {
      return "noise " + key;
    }

    @Override
    public RgbImage read() {
      throw new UnsupportedOperationException();
    }
  }
}
