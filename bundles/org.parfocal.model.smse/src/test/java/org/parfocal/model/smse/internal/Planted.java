package org.parfocal.model.smse.internal;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.parfocal.api.Sample;
import org.parfocal.testkit.NoPixels;
import org.parfocal.testkit.learning.PlantedImages;

/**
 * Images whose classes differ a little in a few dimensions, whose magnifications differ much in
 * others; the rest is noise.
 */
final class Planted extends PlantedImages {
  Planted() {
    super(4);
  }

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
  protected double[] planted(Sample sample) {
    Random noise = new Random(sample.id().hashCode());
    Random magnification = new Random(String.valueOf(sample.magnification()).hashCode());
    double[] values = new double[length()];
    for (int k = 0; k < values.length; k++) {
      double ofMagnification = 30 * magnification.nextGaussian();
      double ofClass = k % 6 == 0 ? 20 * (sample.label() - 0.5) : 0;
      values[k] = 127 + ofClass + (k % 6 == 1 ? ofMagnification : 0) + 14 * noise.nextGaussian();
    }
    return values;
  }
}
