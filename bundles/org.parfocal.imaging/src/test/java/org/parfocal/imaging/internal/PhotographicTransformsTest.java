package org.parfocal.imaging.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Transform;
import org.parfocal.testkit.OptionValues;

/** Gamma, blur and JPEG against naive computations. */
class PhotographicTransformsTest {
  private static final int SIZE = 16;
  private static final int OFFSET = 30;

  @Test
  void gammaIsAPowerOfTheShareOfWhite() {
    byte[] rgb = noise();
    byte[] changed = rgb.clone();
    gamma(0.5, 0.5).apply(changed, OFFSET, SIZE, new Random(1));

    for (int i = OFFSET; i < rgb.length; i++) {
      double expected = 255 * Math.sqrt((rgb[i] & 255) / 255.0);
      assertThat((double) (changed[i] & 255)).isCloseTo(expected, within(0.501));
    }
  }

  /** As many powers below 1 as above it, and their logarithms spread evenly. */
  @Test
  void gammaIsDrawnBetweenItsLimitsByItsLogarithm() {
    Random random = new Random(2);
    int[] quarters = new int[4];
    for (int draw = 0; draw < 4000; draw++) {
      byte[] rgb = new byte[3];
      rgb[0] = (byte) 128;
      gamma(0.25, 4).apply(rgb, 0, 1, random);
      double gamma = Math.log((rgb[0] & 255) / 255.0) / Math.log(128 / 255.0);
      quarters[(int) Math.min(3, Math.max(0, 2 + Math.floor(Math.log(gamma) / Math.log(2))))]++;
    }

    // Binomial deviation 27; five of them, and what rounding to 8 bits moves.
    assertThat(Arrays.stream(quarters).boxed().toList())
        .allSatisfy(count -> assertThat(count).isBetween(850, 1150));
  }

  @Test
  void blurIsATwoDimensionalConvolution() {
    byte[] rgb = noise();
    byte[] changed = rgb.clone();
    blur(1, 1.3, 1.3).apply(changed, OFFSET, SIZE, new Random(1));

    int radius = 4; // three deviations, rounded up
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        for (int channel = 0; channel < 3; channel++) {
          double sum = 0;
          double weights = 0;
          for (int dy = -radius; dy <= radius; dy++) {
            for (int dx = -radius; dx <= radius; dx++) {
              double weight = Math.exp(-(dx * dx + dy * dy) / (2 * 1.3 * 1.3));
              weights += weight;
              sum += weight * (rgb[at(mirrored(x + dx), mirrored(y + dy), channel)] & 255);
            }
          }
          assertThat((double) (changed[at(x, y, channel)] & 255))
              .isCloseTo(sum / weights, within(0.51));
        }
      }
    }
  }

  @Test
  void blurLeavesAUniformImageAsItIs() {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    Arrays.fill(rgb, (byte) 255);
    byte[] before = rgb.clone();
    blur(1, 20, 20).apply(rgb, 0, SIZE, new Random(1));

    assertThat(rgb).isEqualTo(before);
  }

  /**
   * Grey pixels have no colour that could be lost, so that the encoder rounds the coefficients of
   * their cosine transform to multiples of the table of the standard (ITU-T T.81, table K.1) scaled
   * by the quality, and nothing else.
   */
  @Test
  void jpegRoundsTheCosinesOfEachBlock() {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        Arrays.fill(
            rgb,
            3 * (y * SIZE + x),
            3 * (y * SIZE + x) + 3,
            (byte) (128 + 60 * Math.sin(0.7 * x) * Math.cos(0.4 * y)));
      }
    }
    byte[] changed = rgb.clone();
    jpeg(1, 30, 30).apply(changed, 0, SIZE, new Random(1));

    double largest = 0;
    for (int y = 0; y < SIZE; y += 8) {
      for (int x = 0; x < SIZE; x += 8) {
        double[][] expected = rounded(rgb, x, y, 30);
        for (int dy = 0; dy < 8; dy++) {
          for (int dx = 0; dx < 8; dx++) {
            int pixel = 3 * ((y + dy) * SIZE + x + dx);
            assertThat((double) (changed[pixel] & 255)).isCloseTo(expected[dy][dx], within(2.0));
            largest = Math.max(largest, Math.abs(expected[dy][dx] - (rgb[pixel] & 255)));
          }
        }
      }
    }
    // What is compared is a loss, and not the image itself.
    assertThat(largest).isGreaterThan(5);
  }

  @Test
  void aWorseQualityIsFurtherFromTheImage() {
    byte[] rgb = noise();
    double last = 0;
    for (int quality : new int[] {95, 60, 10}) {
      byte[] changed = rgb.clone();
      jpeg(1, quality, quality).apply(changed, OFFSET, SIZE, new Random(1));
      double distance = 0;
      for (int i = 0; i < rgb.length; i++) {
        distance += Math.abs((rgb[i] & 255) - (changed[i] & 255));
      }
      assertThat(distance).isGreaterThan(last);
      last = distance;
    }
  }

  @Test
  void leaveImagesAsTheyAreWhereNothingIsAsked() {
    byte[] rgb = noise();
    byte[] changed = rgb.clone();
    for (Transform off : List.of(gamma(1, 1), blur(0, 1, 2), jpeg(0, 10, 20))) {
      off.apply(changed, OFFSET, SIZE, new Random(1));
    }

    assertThat(changed).isEqualTo(rgb);
  }

  @Test
  void changeTheShareOfTheImagesThatIsAsked() {
    for (Transform some : List.of(blur(0.25, 1, 2), jpeg(0.25, 10, 20))) {
      Random random = new Random(3);
      int changed = 0;
      for (int image = 0; image < 2000; image++) {
        byte[] rgb = noise();
        some.apply(rgb, OFFSET, SIZE, random);
        changed += Arrays.equals(rgb, noise()) ? 0 : 1;
      }
      // Binomial deviation 19; five of them.
      assertThat(changed).isBetween(400, 600);
    }
  }

  @Test
  void refuseLimitsInTheWrongOrder() {
    assertThatThrownBy(() -> gamma(2, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("transforms.gamma.smallest is 2.0 and largest 1.0");
    assertThatThrownBy(() -> blur(1, 2, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("transforms.blur.smallest");
    assertThatThrownBy(() -> jpeg(1, 90, 80))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("transforms.jpeg.smallest is 90 and largest 80");
  }

  static Transform gamma(double smallest, double largest) {
    return new RandomGamma(
        OptionValues.of(
            RandomGamma.Options.class, Map.of("smallest", smallest, "largest", largest)));
  }

  static Transform blur(double share, double smallest, double largest) {
    return new RandomBlur(
        OptionValues.of(
            RandomBlur.Options.class,
            Map.of("share", share, "smallest", smallest, "largest", largest)));
  }

  static Transform jpeg(double share, int smallest, int largest) {
    return new RandomCompression(
        OptionValues.of(
            RandomCompression.Options.class,
            Map.of("share", share, "smallest", smallest, "largest", largest)));
  }

  private static byte[] noise() {
    byte[] rgb = new byte[OFFSET + 3 * SIZE * SIZE];
    new Random(5).nextBytes(rgb);
    return rgb;
  }

  private static int at(int x, int y, int channel) {
    return OFFSET + 3 * (y * SIZE + x) + channel;
  }

  private static int mirrored(int place) {
    return place < 0 ? -1 - place : place < SIZE ? place : 2 * SIZE - 1 - place;
  }

  /** Of a block of grey pixels, the cosine transform rounded to the table, and back. */
  private static double[][] rounded(byte[] rgb, int left, int top, int quality) {
    int[] table = {
      16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69,
      56, 14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104,
      113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99
    };
    double scale = quality < 50 ? 50.0 / quality : 2 - quality / 50.0;
    double[][] block = new double[8][8];
    for (int v = 0; v < 8; v++) {
      for (int u = 0; u < 8; u++) {
        double sum = 0;
        for (int y = 0; y < 8; y++) {
          for (int x = 0; x < 8; x++) {
            int value = rgb[3 * ((top + y) * SIZE + left + x)] & 255;
            sum += (value - 128) * cosine(u, x) * cosine(v, y);
          }
        }
        double step = Math.round(table[8 * v + u] * scale);
        double kept = step * Math.rint(sum / step);
        for (int y = 0; y < 8; y++) {
          for (int x = 0; x < 8; x++) {
            block[y][x] += kept * cosine(u, x) * cosine(v, y);
          }
        }
      }
    }
    for (double[] row : block) {
      for (int x = 0; x < 8; x++) {
        row[x] = Math.max(0, Math.min(255, row[x] + 128));
      }
    }
    return block;
  }

  private static double cosine(int frequency, int place) {
    double norm = frequency == 0 ? Math.sqrt(0.125) : 0.5;
    return norm * Math.cos((2 * place + 1) * frequency * Math.PI / 16);
  }
}
