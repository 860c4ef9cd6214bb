package org.parfocal.imaging;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.parfocal.api.Sample;

/**
 * Samples at other magnifications than their own, see {@link Zoom}.
 *
 * <p>A zoomed sample keeps the nominal magnification of its original: it is how the data set calls
 * the image, and no statement about what it looks like. Its µm per pixel are divided by the factor.
 * Its id is the original's and the factor or the scale.
 */
public final class ZoomedSamples {
  private ZoomedSamples() {}

  /**
   * A sample at each factor, in the order of the factors; they are decoded together.
   *
   * @param factors magnifications over the sample's own, above 0
   */
  public static List<Sample> of(Sample sample, List<Double> factors) {
    OptionalDouble microns = sample.micronsPerPixel();
    return ZoomedSource.of(sample.image(), factors).stream()
        .map(
            source ->
                zoomed(
                    sample,
                    "zoom-" + source.factor(),
                    source,
                    microns.isEmpty()
                        ? microns
                        : OptionalDouble.of(microns.getAsDouble() / source.factor())))
        .toList();
  }

  /**
   * A sample at each scale, in the order of the scales; they are decoded together.
   *
   * @param sample of known µm per pixel
   * @param micronsPerPixel of the made samples, above 0; exactly these
   */
  public static List<Sample> at(Sample sample, List<Double> micronsPerPixel) {
    double own = sample.micronsPerPixel().orElseThrow();
    List<ZoomedSource> sources =
        ZoomedSource.of(
            sample.image(), micronsPerPixel.stream().map(microns -> own / microns).toList());
    return IntStream.range(0, sources.size())
        .mapToObj(
            place -> {
              double microns = micronsPerPixel.get(place);
              return zoomed(
                  sample,
                  "at-%sum".formatted(microns),
                  sources.get(place),
                  OptionalDouble.of(microns));
            })
        .toList();
  }

  private static Sample zoomed(
      Sample sample, String how, ZoomedSource source, OptionalDouble microns) {
    return sample.withId(sample.id() + " " + how).withImage(source).withMicronsPerPixel(microns);
  }
}
