package org.parfocal.learning.internal.input;

import org.jspecify.annotations.Nullable;
import org.parfocal.api.Images;
import org.parfocal.api.Sample;
import org.parfocal.learning.Normalisation;

/** Turns bytes into what networks read: (byte / 255 − mean) / deviation, by channel. */
final class NetworkInput {
  final Images images;
  final Normalisation normalisation;
  private final float[][] table;

  NetworkInput(Images images) {
    this.images = images;
    normalisation = new Normalisation(images.mean(), images.deviation());
    table = normalisation.table();
  }

  /** Reads an image, changed by what happens to it as the image of a row. */
  void read(Sample sample, PixelReader.@Nullable ImageChange change, int row, byte[] rgb) {
    images.read(sample, rgb, 0);
    if (change != null) {
      change.apply(rgb, images.size(), row);
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
