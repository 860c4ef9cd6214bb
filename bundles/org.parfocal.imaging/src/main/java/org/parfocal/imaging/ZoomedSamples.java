package org.parfocal.imaging;

import java.util.List;
import java.util.OptionalDouble;
import org.parfocal.api.Sample;

/**
 * Samples at other magnifications than their own, see {@link Zoom}.
 *
 * <p>A zoomed sample keeps the nominal magnification of its original: it is how the data set calls
 * the image, and no statement about what it looks like. Its µm per pixel are divided by the factor.
 * Its id is the original's and the factor.
 */
public final class ZoomedSamples {
  private ZoomedSamples() {}

  /**
   * A sample at each factor, in the order of the factors; they are decoded together.
   *
   * @param factors magnifications over the sample's own, above 0
   */
  public static List<Sample> of(Sample sample, List<Double> factors) {
    return ZoomedSource.of(sample.image(), factors).stream()
        .map(source -> zoomed(sample, source))
        .toList();
  }

  private static Sample zoomed(Sample sample, ZoomedSource source) {
    OptionalDouble microns = sample.micronsPerPixel();
    return new Sample(
        "%s zoom-%s".formatted(sample.id(), source.factor()),
        source,
        sample.label(),
        sample.patient(),
        sample.slide(),
        sample.magnification(),
        microns.isEmpty() ? microns : OptionalDouble.of(microns.getAsDouble() / source.factor()),
        sample.place(),
        sample.attributes());
  }
}
