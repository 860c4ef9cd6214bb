package org.parfocal.dataset.features.internal;

import org.parfocal.api.DatasetException;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sha256;

/** A vector in memory. */
final class GivenVector implements ImageSource {
  private final float[] values;
  private final String key;
  private final String description;

  GivenVector(float[] values, String description) {
    this.values = values;
    this.key = "vector " + Sha256.of(values);
    this.description = description;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public int embeddingSize() {
    return values.length;
  }

  @Override
  public float[] embedding() {
    return values;
  }

  @Override
  public RgbImage read() {
    throw new DatasetException(
        "%s is an embedding of %d numbers and no image; leave out what needs images."
            .formatted(description, values.length));
  }
}
