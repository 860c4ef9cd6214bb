package org.parfocal.testkit;

import java.util.Random;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;

/**
 * A small synthetic image: noise that its key decides, on a grey that tells the class.
 *
 * @param key names it
 * @param label 0 is dark, each further class brighter
 * @param size edge in pixels
 */
public record PlainImage(String key, int label, int size) implements ImageSource {
  private static final int DARK = 60;
  private static final int STEP = 80;
  private static final int NOISE = 30;

  @Override
  public String description() {
    return "image " + key;
  }

  @Override
  public RgbImage read() {
    byte[] rgb = new byte[3 * size * size];
    Random random = new Random(key.hashCode());
    for (int index = 0; index < rgb.length; index++) {
      rgb[index] = (byte) Math.min(255, DARK + STEP * label + random.nextInt(NOISE));
    }
    return new RgbImage(size, size, rgb);
  }
}
