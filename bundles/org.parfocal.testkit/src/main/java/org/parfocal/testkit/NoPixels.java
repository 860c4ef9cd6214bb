package org.parfocal.testkit;

import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;

/** An image that is known by name only: reading it fails. */
public record NoPixels(String key) implements ImageSource {
  @Override
  public String description() {
    return "image " + key;
  }

  @Override
  public RgbImage read() {
    throw new UnsupportedOperationException(description() + " has no pixels");
  }
}
