package org.parfocal.learning.internal.input;

import org.parfocal.api.Images;

/** Turns bytes into what networks read: (byte / 255 − mean) / deviation, by channel. */
final class NetworkInput {
  final Images images;
  private final float[][] table = new float[3][256];

  NetworkInput(Images images) {
    this.images = images;
    for (int channel = 0; channel < 3; channel++) {
      for (int value = 0; value < 256; value++) {
        table[channel][value] =
            (float)
                ((value / 255.0 - images.mean().get(channel)) / images.deviation().get(channel));
      }
    }
  }

  /** Fills {@code target} with the image's normalised values. */
  void normalise(byte[] rgb, float[] target) {
    float[] red = table[0];
    float[] green = table[1];
    float[] blue = table[2];
    for (int index = 0; index < rgb.length; index += 3) {
      target[index] = red[rgb[index] & 0xff];
      target[index + 1] = green[rgb[index + 1] & 0xff];
      target[index + 2] = blue[rgb[index + 2] & 0xff];
    }
  }
}
