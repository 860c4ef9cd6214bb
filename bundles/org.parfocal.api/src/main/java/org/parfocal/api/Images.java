package org.parfocal.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads samples at the study's one size, decoded once and cached afterwards. Safe to call from many
 * threads.
 */
@ProviderType
public interface Images {
  /** Edge of the square images in pixels. */
  int size();

  /**
   * Names what is done to make a source's pixels square, for caches: two instances of one key read
   * the same bytes from one source. Normalisation is no part of it.
   */
  default String key() {
    return Integer.toString(size());
  }

  /** Mean of each channel on the scale 0 to 1, subtracted by networks: {R, G, B}. */
  List<Double> mean();

  /** Standard deviation of each channel on the scale 0 to 1: {R, G, B}. */
  List<Double> deviation();

  /**
   * Writes {@code size × size × 3} unsigned bytes (rows from the top, RGB interleaved).
   *
   * @param sample whose pixels
   * @param target filled from {@code offset}
   * @throws DatasetException if the image cannot be read
   */
  void read(Sample sample, byte[] target, int offset) throws DatasetException;

  /** Whether a sample's pixels are kept, so that they are had again without decoding its image. */
  default boolean kept(Sample sample) {
    return false;
  }

  /**
   * Names an image by its content: SHA-256 of the bytes that {@link #read} gives, in lower-case
   * hexadecimal, or of an embedding's in their place. Two samples of one content look the same at
   * this size and shape, whatever their sources' keys are; so a file that was moved, copied or
   * touched keeps its content.
   *
   * <p>The image is read only if its content is not known yet.
   *
   * @throws DatasetException if the image must be read and cannot be
   */
  default String content(Sample sample) throws DatasetException {
    if (sample.image().embeddingSize() > 0) {
      return Sha256.of(sample.image().embedding());
    }
    byte[] rgb = new byte[3 * size() * size()];
    read(sample, rgb, 0);
    return Sha256.of(rgb);
  }
}
