package org.parfocal.imaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;

/** An image at another magnification; all magnifications of one image are decoded together. */
final class ZoomedSource implements ImageSource {
  /** Changes whenever the same image would give other pixels than before. */
  private static final int PIXELS_VERSION = 1;

  private final ImageSource original;
  private final double factor;
  private final List<ZoomedSource> siblings;

  private ZoomedSource(ImageSource original, double factor, List<ZoomedSource> siblings) {
    this.original = original;
    this.factor = factor;
    this.siblings = siblings;
  }

  /** The image at each factor, in the order of the factors. */
  static List<ZoomedSource> of(ImageSource original, List<Double> factors) {
    List<ZoomedSource> zoomed = new ArrayList<>();
    factors.forEach(factor -> zoomed.add(new ZoomedSource(original, factor, zoomed)));
    return List.copyOf(zoomed);
  }

  double factor() {
    return factor;
  }

  @Override
  public String key() {
    return "%s zoom-%s-v%d".formatted(original.key(), factor, PIXELS_VERSION);
  }

  @Override
  public void verifyKey() {
    original.verifyKey();
  }

  @Override
  public ImageSource origin() {
    return original.origin();
  }

  @Override
  public String description() {
    return "%s at zoom %s".formatted(original.description(), factor);
  }

  @Override
  public RgbImage read() {
    return zoomed(original.read());
  }

  @Override
  public void readTogether(BiConsumer<ImageSource, RgbImage> taker) {
    RgbImage image = original.read();
    siblings.forEach(sibling -> taker.accept(sibling, sibling.zoomed(image)));
  }

  @Override
  public Object decodedTogether() {
    return original;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ZoomedSource zoomed
        && original.equals(zoomed.original)
        && factor == zoomed.factor;
  }

  @Override
  public int hashCode() {
    return Objects.hash(original, factor);
  }

  private RgbImage zoomed(RgbImage image) {
    try {
      return Zoom.of(image, factor);
    } catch (DatasetException e) {
      throw new DatasetException(original.description() + ": " + e.getMessage(), e);
    }
  }
}
