package org.parfocal.augmentation.dcgan.internal;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Images;
import org.parfocal.api.JobContext;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.imaging.Resampling;

/** Reads training images at a generator's size. */
final class RealImages {
  private RealImages() {}

  /**
   * The images of these samples as the study sees them, before normalisation, brought from the
   * study's size to the generator's.
   *
   * @param size edge of the result in pixels
   * @throws DatasetException if one cannot be read
   */
  static List<byte[]> read(List<Sample> samples, Images images, int size, JobContext job) {
    byte[] pixels = new byte[3 * images.size() * images.size()];
    List<byte[]> result = new ArrayList<>(samples.size());
    for (Sample sample : samples) {
      job.checkCancelled();
      images.read(sample, pixels, 0);
      RgbImage image = new RgbImage(images.size(), images.size(), pixels);
      byte[] scaled = Resampling.scale(image, size, size).rgb();
      result.add(scaled == pixels ? scaled.clone() : scaled);
    }
    return result;
  }
}
