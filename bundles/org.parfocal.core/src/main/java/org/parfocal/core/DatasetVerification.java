package org.parfocal.core;

import java.util.List;
import org.parfocal.api.Dataset;
import org.parfocal.core.internal.study.DecodedImages;

/**
 * What decoding every image of a data set tells.
 *
 * @param inspection what the index tells
 * @param unreadable images that cannot be decoded
 * @param duplicates images that have the same pixels under several names
 */
public record DatasetVerification(
    DatasetInspection inspection, List<Unreadable> unreadable, List<Duplicates> duplicates) {
  /**
   * An image that cannot be decoded.
   *
   * @param sample its id
   * @param reason names the image and what is wrong with it
   */
  public record Unreadable(String sample, String reason) {}

  /**
   * Images with the same pixels.
   *
   * @param samples their ids, two or more
   * @param patients whom they are said to be from
   * @param labels the class names that they are given
   */
  public record Duplicates(List<String> samples, List<String> patients, List<String> labels) {
    /** Whether the same pixels are given to two patients, so that they may leak between parts. */
    public boolean acrossPatients() {
      return patients.size() > 1;
    }
  }

  /**
   * Decodes every image at full size, several at a time.
   *
   * @throws java.util.concurrent.CancellationException if the calling thread was interrupted
   */
  public static DatasetVerification of(Dataset dataset, ProgressListener listener) {
    DecodedImages decoded = DecodedImages.of(dataset, listener);
    return new DatasetVerification(
        DatasetInspection.of(dataset), decoded.unreadable(), decoded.duplicates());
  }

  /** Whether every image can be decoded. */
  public boolean sound() {
    return unreadable.isEmpty();
  }
}
