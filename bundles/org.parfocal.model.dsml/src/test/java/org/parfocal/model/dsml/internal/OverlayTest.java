package org.parfocal.model.dsml.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ClassActivation;

class OverlayTest {
  @Test
  void interpolatesBetweenTheMiddlesOfCells() {
    // A plane is what bilinear interpolation keeps: 2 + 3·column + 5·row in cells.
    float[] plane = new float[4 * 3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 4; column++) {
        plane[row * 4 + column] = 2 + 3 * column + 5 * row;
      }
    }
    ClassActivation activation = new ClassActivation(3, 4, plane);
    int size = 24;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double column = Math.max(0, Math.min(3, (x + 0.5) / 6 - 0.5));
        double row = Math.max(0, Math.min(2, (y + 0.5) / 8 - 0.5));
        assertThat(Overlay.at(activation, x, y, size))
            .isCloseTo(2 + 3 * column + 5 * row, within(1e-9));
      }
    }
  }

  @Test
  void mixesHalfOfTheColourIntoTheImage() {
    byte[] image = {(byte) 200, 100, 0};

    byte[] hottest = Overlay.paint(image, 1, new ClassActivation(1, 1, new float[] {7}));
    byte[] nothing = Overlay.paint(image, 1, new ClassActivation(1, 1, new float[] {0}));

    // Viridis ends in (253, 231, 37) and begins with (68, 1, 84).
    assertThat(hottest).containsExactly((byte) 227, (byte) 166, (byte) 19);
    assertThat(nothing).containsExactly((byte) 134, (byte) 51, (byte) 42);
  }

  @Test
  void doesNotDependOnTheScaleOfTheMapNorChangeTheImage() {
    Random random = new Random(1);
    byte[] image = new byte[6 * 6 * 3];
    random.nextBytes(image);
    byte[] before = image.clone();
    float[] small = new float[4];
    float[] large = new float[4];
    for (int cell = 0; cell < 4; cell++) {
      small[cell] = random.nextFloat();
      large[cell] = 1024 * small[cell];
    }

    assertThat(Overlay.paint(image, 6, new ClassActivation(2, 2, small)))
        .containsExactly(Overlay.paint(image, 6, new ClassActivation(2, 2, large)));
    assertThat(image).containsExactly(before);
  }

  @Test
  void growsEvenlyInLightness() {
    double last = -1;
    for (int step = 0; step <= 20; step++) {
      double value = step / 20.0;
      double light =
          0.2126 * linear(value, 0) + 0.7152 * linear(value, 1) + 0.0722 * linear(value, 2);
      double lightness = 116 * Math.cbrt(light) - 16; // CIE L*
      assertThat(lightness).isGreaterThan(last);
      last = lightness;
    }
    assertThat(last).isBetween(85.0, 95.0);
  }

  private static double linear(double value, int channel) {
    double srgb = Overlay.channel(value, channel) / 255;
    return srgb <= 0.04045 ? srgb / 12.92 : Math.pow((srgb + 0.055) / 1.055, 2.4);
  }
}
