package org.parfocal.dataset.synthetic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.parfocal.api.RgbImage;

class OpticsTest {
  @Test
  void aKnownDensityHasTheColourOfBeerLambert() {
    // |(0.65, 0.70, 0.29)| = 0.998299; 10^(−0.8 · 0.65 / 0.998299) = 0.30137 and so on, by hand.
    double[] light = Stain.REFERENCE.transmitted(0.8, 0);
    assertThat(light[0]).isCloseTo(0.30137, within(1e-4));
    assertThat(light[1]).isCloseTo(0.27484, within(1e-4));
    assertThat(light[2]).isCloseTo(0.58555, within(1e-4));

    // |(0.07, 0.99, 0.11)| = 0.998549.
    light = Stain.REFERENCE.transmitted(0, 0.5);
    assertThat(light[0]).isCloseTo(0.92247, within(1e-4));
    assertThat(light[1]).isCloseTo(0.31939, within(1e-4));
    assertThat(light[2]).isCloseTo(0.88090, within(1e-4));
  }

  @Test
  void theCameraSeesThatColourButForNoiseAndShading() {
    Canvas canvas = Canvas.of(64, 64, 0.4);
    Arrays.fill(canvas.haematoxylin(), 0.5f);
    Arrays.fill(canvas.eosin(), 0.3f);
    MicroscopeObjective objective = new MicroscopeObjective("400X", 0.4, 0.65);

    RgbImage image = new Optics(Stain.REFERENCE, objective, new RandomStream(5)).expose(canvas, 1);

    double[] light = Stain.REFERENCE.transmitted(0.5, 0.3);
    for (int channel = 0; channel < 3; channel++) {
      double sum = 0;
      for (int i = channel; i < image.rgb().length; i += 3) {
        sum += (image.rgb()[i] & 255) / 255.0 / (64 * 64);
      }
      assertThat(sum).isCloseTo(light[channel], within(0.12 * light[channel]));
    }
  }

  @Test
  void theTableOfTransmissionIsExactEnough() {
    for (double density = 0; density < 3.9; density += 0.0137) {
      assertThat((double) Optics.transmitted((float) density))
          .isCloseTo(Math.pow(10, -density), within(4e-6));
    }
  }

  @Test
  void blurKeepsLightAndSpreadsAPointByItsVariance() {
    int size = 41;
    float[] rgb = new float[size * size * 3];
    rgb[(20 * size + 20) * 3 + 1] = 1;

    Blur.apply(rgb, size, size, 1.7);

    double sum = 0;
    double variance = 0;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double value = rgb[(row * size + column) * 3 + 1];
        sum += value;
        variance += value * (column - 20) * (column - 20);
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
    assertThat(Math.sqrt(variance)).isCloseTo(1.7, within(0.06));
    assertThat(rgb[0]).isZero();
  }

  @Test
  void higherAperturesResolveMore() {
    // Zhang et al. 2007: 0.21 · 0.55 µm / 0.65.
    assertThat(new MicroscopeObjective("400X", 0.2, 0.65).blur()).isCloseTo(0.1777, within(1e-4));
  }
}
