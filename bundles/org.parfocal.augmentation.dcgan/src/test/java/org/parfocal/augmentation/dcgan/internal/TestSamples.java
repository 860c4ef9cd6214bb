package org.parfocal.augmentation.dcgan.internal;

import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;

/** Samples whose images are made from their ids. */
final class TestSamples {
  private TestSamples() {}

  static Sample sample(String id, int label, String patient, @Nullable String magnification) {
    return new Sample(
        id,
        new Source(id),
        label,
        patient,
        patient,
        magnification,
        OptionalDouble.empty(),
        null,
        Map.of());
  }

  /** One grey pixel. */
  private record Source(String key) implements ImageSource {
    @Override
    public String description() {
      return key;
    }

    @Override
    public RgbImage read() {
      return new RgbImage(1, 1, new byte[3]);
    }
  }
}
