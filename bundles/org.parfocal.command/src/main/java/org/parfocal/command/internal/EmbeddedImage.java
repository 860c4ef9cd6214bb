package org.parfocal.command.internal;

import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;

/** An image with its embedding. */
@SuppressWarnings("ArrayRecordComponent") // many and large; nobody compares them
record EmbeddedImage(ImageSource image, float[] embedding) implements ImageSource {
  @Override
  public String key() {
    return image.key();
  }

  @Override
  public String description() {
    return image.description();
  }

  @Override
  public int embeddingSize() {
    return embedding.length;
  }

  @Override
  public RgbImage read() {
    return image.read();
  }
}
