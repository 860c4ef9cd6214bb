package org.parfocal.benchmarks.parfocal;

import java.nio.file.Path;
import java.util.Random;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.PngWriter;

/**
 * Smooth pictures of BreaKHis's width and height. Decoding them takes about 0.6 of the time of
 * BreaKHis's own files: Java writes PNG without predicting pixels from their neighbours.
 */
final class ExamplePhotos {
  private static final int WIDTH = 700;
  private static final int HEIGHT = 460;

  private ExamplePhotos() {}

  /** Writes so many PNG files, the same every time. */
  static void write(int count, Path folder) {
    for (int photo = 0; photo < count; photo++) {
      PngWriter.write(photo(new Random(photo)), folder.resolve(photo + ".png"));
    }
  }

  /** Each channel is a plane wave of its own direction and length. */
  private static RgbImage photo(Random random) {
    double[] frequencies = random.doubles(6, -0.1, 0.1).toArray();
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    for (int i = 0; i < rgb.length; i++) {
      int channel = i % 3;
      int x = i / 3 % WIDTH;
      int y = i / 3 / WIDTH;
      double phase = frequencies[2 * channel] * x + frequencies[2 * channel + 1] * y;
      rgb[i] = (byte) (128 + 100 * Math.sin(phase));
    }
    return new RgbImage(WIDTH, HEIGHT, rgb);
  }
}
