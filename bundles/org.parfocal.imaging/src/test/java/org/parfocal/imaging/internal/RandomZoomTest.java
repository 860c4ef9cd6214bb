package org.parfocal.imaging.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.testkit.OptionValues;

class RandomZoomTest {
  private static final int SIZE = 64;

  @Test
  void oneChangesNothing() {
    byte[] rgb = stripes(8);
    byte[] before = rgb.clone();

    zoom(1, 1).apply(rgb, 0, SIZE, new SplittableRandom(1));

    assertThat(rgb).isEqualTo(before);
  }

  /** Stripes of eight pixels are four wide at half the magnification, and sixteen at twice it. */
  @Test
  void changesTheWidthOfWhatIsSeen() {
    byte[] half = stripes(8);
    byte[] twice = stripes(8);

    zoom(0.5, 0.5).apply(half, 0, SIZE, new SplittableRandom(1));
    zoom(2, 2).apply(twice, 0, SIZE, new SplittableRandom(1));

    assertThat(borders(half)).isEqualTo(13);
    assertThat(borders(stripes(8))).isEqualTo(7);
    assertThat(borders(twice)).isEqualTo(3);
  }

  /** The mean of |log₂| of a factor that is log-uniform between ½ and 2 is ½. */
  @Test
  void drawsSmallerAsOftenAsLarger() {
    SplittableRandom random = new SplittableRandom(3);
    int smaller = 0;
    for (int draw = 0; draw < 2000; draw++) {
      byte[] rgb = stripes(8);
      zoom(0.5, 2).apply(rgb, 0, SIZE, random);
      smaller += borders(rgb) > 7 ? 1 : 0;
      smaller -= borders(rgb) < 7 ? 1 : 0;
    }

    // Deviation of the difference below 45; and the stripes are cut the same way on both sides.
    assertThat(smaller / 2000.0).isCloseTo(0, within(0.15));
  }

  @Test
  void refusesAnEmptyRange() {
    assertThatThrownBy(() -> zoom(2, 0.5))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("transforms.zoom.smallest is 2.0 and largest 0.5; it must not be above it.");
  }

  private static RandomZoom zoom(double smallest, double largest) {
    return new RandomZoom(
        OptionValues.of(
            RandomZoom.Options.class, Map.of("smallest", smallest, "largest", largest)));
  }

  /** Black and white stripes of some pixels. */
  private static byte[] stripes(int width) {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    for (int index = 0; index < rgb.length; index++) {
      rgb[index] = (byte) (index / 3 % SIZE / width % 2 == 0 ? 0 : 255);
    }
    return rgb;
  }

  /** How often black and white meet along the middle row. */
  private static int borders(byte[] rgb) {
    int borders = 0;
    int row = 3 * SIZE * (SIZE / 2);
    for (int x = 1; x < SIZE; x++) {
      boolean white = (rgb[row + 3 * x] & 255) > 127;
      borders += white != (rgb[row + 3 * (x - 1)] & 255) > 127 ? 1 : 0;
    }
    return borders;
  }
}
