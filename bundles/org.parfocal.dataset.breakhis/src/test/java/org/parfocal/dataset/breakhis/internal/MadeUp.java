package org.parfocal.dataset.breakhis.internal;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;

/** Small data sets whose images are made in memory. */
final class MadeUp {
  private MadeUp() {}

  static Dataset dataset(String manifest, Sample... samples) {
    return new Dataset(
        "synthetic",
        List.of("healthy", "ill"),
        List.of(samples),
        manifest,
        "public domain",
        List.of());
  }

  static Sample sample(
      String id, int label, String patient, String magnification, Map<String, String> attributes) {
    return sample(new Image(id), id, label, patient, patient, magnification, attributes);
  }

  static Sample sample(
      ImageSource image,
      String id,
      int label,
      String patient,
      String slide,
      String magnification,
      Map<String, String> attributes) {
    return new Sample(
        id, image, label, patient, slide, magnification, OptionalDouble.empty(), null, attributes);
  }

  /** An image of 2 × 1 pixels that tells its id and counts how often it was read. */
  static final class Image implements ImageSource {
    private final String id;
    final AtomicInteger reads = new AtomicInteger();

    Image(String id) {
      this.id = id;
    }

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
      reads.incrementAndGet();
      if (id.contains("broken")) {
        throw new DatasetException("Image " + id + " cannot be made.");
      }
      byte hash = (byte) id.hashCode();
      return new RgbImage(2, 1, new byte[] {hash, 1, 2, 3, 4, 5});
    }
  }
}
