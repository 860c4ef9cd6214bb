package org.parfocal.learning.testing;

import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;

/** The image of a sample whose pixels {@link PlantedImages} makes up: it cannot be decoded. */
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
