package org.parfocal.learning.internal.input;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Images;
import org.parfocal.api.Sample;
import org.parfocal.testkit.NoPixels;

/**
 * Noise around a mean colour that depends on the class (the other class, where the id says {@code
 * contrary}); counts how often it is read.
 */
public class TestImages implements Images {
  public final AtomicInteger reads = new AtomicInteger();
  private final int size;

  public TestImages(int size) {
    this.size = size;
  }

  /** Samples of two classes in turn, or with {@code label} of that class. */
  public static List<Sample> cohort(String prefix, int count, int... label) {
    return IntStream.range(0, count)
        .mapToObj(index -> sample(prefix + index, label.length == 1 ? label[0] : index % 2))
        .toList();
  }

  public static Sample sample(String id, int label) {
    return new Sample(
        id, new NoPixels(id), label, id, id, "40X", OptionalDouble.empty(), null, Map.of());
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
    if (sample.id().contains("broken")) {
      throw new DatasetException("Image " + sample.id() + " is not an image.");
    }
    reads.incrementAndGet();
    Random random = new Random(sample.id().hashCode());
    int shift = random.nextInt(60);
    int look = sample.id().contains("contrary") ? 1 - sample.label() : sample.label();
    for (int index = 0; index < size * size * 3; index++) {
      int colour = 90 + (index % 3 == 0 ? 40 * look : 20) + shift;
      target[offset + index] = (byte) (colour + random.nextInt(30));
    }
  }
}
