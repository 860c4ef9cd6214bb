package org.parfocal.itests.framework;

import java.util.UUID;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;

/** An image that no cache knows yet, and that tells when its pixels are read. */
final class RecordedSource implements ImageSource {
  private final ImageSource image;
  private final Runnable read;
  private final String key = UUID.randomUUID().toString();

  RecordedSource(ImageSource image, Runnable read) {
    this.image = image;
    this.read = read;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String description() {
    return image.description();
  }

  @Override
  public RgbImage read() {
    read.run();
    return image.read();
  }
}
