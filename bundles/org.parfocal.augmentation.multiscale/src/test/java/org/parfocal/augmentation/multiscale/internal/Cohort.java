package org.parfocal.augmentation.multiscale.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Fold;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;

/** Made-up samples without pixels. */
final class Cohort {
  private final List<Sample> samples = new ArrayList<>();

  /** Adds images of one patient; a place may be null, and so may a magnification. */
  Cohort add(
      int count,
      int label,
      String patient,
      @Nullable String magnification,
      @Nullable String place) {
    for (int index = 0; index < count; index++) {
      String id = "s" + samples.size();
      samples.add(
          new Sample(
              id,
              new NoPixels(id),
              label,
              patient,
              patient,
              magnification,
              OptionalDouble.empty(),
              place,
              Map.of()));
    }
    return this;
  }

  /**
   * Adds patients of both classes in turn, each with places at every magnification.
   *
   * @param places of each patient, named alike for all patients
   */
  Cohort patients(int count, int places, String... magnifications) {
    for (int patient = 0; patient < count; patient++) {
      for (int place = 0; place < places; place++) {
        for (String magnification : magnifications) {
          add(1, patient % 2, "p" + patient, magnification, "place-" + place);
        }
      }
    }
    return this;
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** A fold with these training samples that holds out another patient at one magnification. */
  Fold fold(String heldOut) {
    List<Sample> test =
        List.of(
            new Sample(
                "test",
                new NoPixels("test"),
                0,
                "test",
                "test",
                heldOut,
                OptionalDouble.empty(),
                null,
                Map.of()));
    return new Fold(heldOut, heldOut, samples(), List.of(), test, List.of());
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
}
