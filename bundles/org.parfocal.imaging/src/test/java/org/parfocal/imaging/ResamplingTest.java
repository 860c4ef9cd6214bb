package org.parfocal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.parfocal.api.RgbImage;

class ResamplingTest {
  @Test
  void averagesAreasWhenShrinking() {
    // By hand: 3 → 2 pixels, each covers 1½: (30·1 + 60·½)/1½ = 40 and (60·½ + 90·1)/1½ = 80.
    RgbImage image = grey(3, 1, 30, 60, 90);
    assertThat(Resampling.scale(image, 2, 1).rgb()).isEqualTo(grey(2, 1, 40, 80).rgb());
    RgbImage tall = grey(1, 3, 30, 60, 90);
    assertThat(Resampling.scale(tall, 1, 2).rgb()).isEqualTo(grey(1, 2, 40, 80).rgb());
    assertThat(Resampling.scale(grey(2, 2, 0, 10, 20, 31), 1, 1).rgb())
        .isEqualTo(grey(1, 1, 15).rgb()); // 15.25
  }

  @Test
  void interpolatesBilinearlyWhenGrowing() {
    // Half-pixel centres: 2 → 4 lies at −0.25, 0.25, 0.75, 1.25 of the source.
    assertThat(Resampling.scale(grey(2, 1, 0, 100), 4, 1).rgb())
        .isEqualTo(grey(4, 1, 0, 25, 75, 100).rgb());
  }

  @Test
  void agreesWithNaiveAreaAveraging() {
    Random random = new Random(3);
    for (int round = 0; round < 20; round++) {
      RgbImage image = random(20 + random.nextInt(60), 20 + random.nextInt(60), random);
      int width = 1 + random.nextInt(image.width());
      int height = 1 + random.nextInt(image.height());
      byte[] rgb = Resampling.scale(image, width, height).rgb();
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          for (int channel = 0; channel < 3; channel++) {
            double expected = naive(image, width, height, x, y, channel);
            assertThat((double) (rgb[(y * width + x) * 3 + channel] & 255))
                .isBetween(expected - 0.501, expected + 0.501);
          }
        }
      }
    }
  }

  private static double naive(RgbImage image, int width, int height, int x, int y, int channel) {
    double sum = 0;
    double area = 0;
    for (int row = 0; row < image.height(); row++) {
      for (int column = 0; column < image.width(); column++) {
        double share =
            overlap(x, width, column, image.width()) * overlap(y, height, row, image.height());
        sum += share * (image.rgb()[(row * image.width() + column) * 3 + channel] & 255);
        area += share;
      }
    }
    return sum / area;
  }

  private static double overlap(int to, int toSize, int from, int fromSize) {
    double low = Math.max((double) to / toSize, (double) from / fromSize);
    double high = Math.min((to + 1.0) / toSize, (from + 1.0) / fromSize);
    return Math.max(0, high - low);
  }

  @Test
  void keepsAUniformImageUniform() {
    byte[] rgb = new byte[70 * 46 * 3];
    Arrays.fill(rgb, (byte) 203);
    for (int size : new int[] {1, 7, 46, 58, 70, 224}) {
      assertThat(Resampling.scale(new RgbImage(70, 46, rgb), size, size).rgb())
          .containsOnly((byte) 203);
    }
  }

  @Test
  void cropsTheMiddle() {
    RgbImage image = grey(5, 2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(Resampling.cropSquare(image).rgb()).isEqualTo(grey(2, 2, 1, 2, 6, 7).rgb());
    assertThat(Resampling.crop(image, 3, 1, 2, 1).rgb()).isEqualTo(grey(2, 1, 8, 9).rgb());
    assertThatThrownBy(() -> Resampling.crop(image, 4, 0, 2, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static RgbImage grey(int width, int height, int... values) {
    byte[] rgb = new byte[values.length * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) values[i / 3];
    }
    return new RgbImage(width, height, rgb);
  }

  private static RgbImage random(int width, int height, Random random) {
    byte[] rgb = new byte[width * height * 3];
    random.nextBytes(rgb);
    return new RgbImage(width, height, rgb);
  }
}
