package org.parfocal.model.dsml.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.parfocal.api.Sample;
import org.parfocal.testkit.learning.PixelBackbones;
import org.parfocal.testkit.learning.PlantedImages;

/**
 * Pyramids of three magnifications whose pixels are features. Nine of them tell the class with
 * noise that all magnifications of a place share, eighteen with noise of each image's own:
 * averaging over the magnifications helps, and only the first nine can be agreed on.
 */
final class PlantedPyramids extends PlantedImages {
  static final List<String> MAGNIFICATIONS = List.of("40X", "100X", "200X");

  private static final int SHARED = 9;

  private final boolean frozen;

  /** Whether the backbone is the pixels themselves; else a trainable linear map of them. */
  PlantedPyramids(boolean frozen) {
    super(3);
    this.frozen = frozen;
  }

  /** Pyramids one after another, of the two classes in turn. */
  static List<Sample> cohort(String prefix, int places) {
    List<Sample> samples = new ArrayList<>();
    for (int place = 0; place < places; place++) {
      double microns = 2;
      for (String magnification : MAGNIFICATIONS) {
        microns /= 2;
        samples.add(
            Samples.of(
                prefix + place, "place", magnification, OptionalDouble.of(microns), place % 2));
      }
    }
    return samples;
  }

  PixelBackbones backbones() {
    return frozen ? PixelBackbones.fixed() : PixelBackbones.linear(6);
  }

  @Override
  protected double[] planted(Sample sample) {
    Random place = new Random(sample.patient().hashCode());
    Random own = new Random(sample.id().hashCode());
    double signal = sample.label() == 1 ? 1 : -1;
    double[] values = new double[length()];
    for (int k = 0; k < values.length; k++) {
      double value =
          k < SHARED ? 0.15 * signal + place.nextGaussian() : 0.18 * signal + own.nextGaussian();
      values[k] = 128 + 30 * value;
    }
    return values;
  }
}
