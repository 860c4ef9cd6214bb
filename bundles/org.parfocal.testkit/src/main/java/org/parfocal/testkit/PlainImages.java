package org.parfocal.testkit;

import java.util.List;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Images;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;

/**
 * Decodes images that have one size already, such as those of a {@link Cohort}. Networks see a byte
 * b as (b/255 − ½)/¼.
 *
 * @param size edge in pixels
 */
public record PlainImages(int size) implements Images {
  /** Reads the images of a {@link Cohort}. */
  public PlainImages() {
    this(Cohort.SIZE);
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
    RgbImage image = sample.image().read();
    if (image.width() != size || image.height() != size) {
      throw new DatasetException(sample.image().description() + " has another size.");
    }
    System.arraycopy(image.rgb(), 0, target, offset, image.rgb().length);
  }
}
