package org.parfocal.imaging.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Sample;
import org.parfocal.api.Transform;
import org.parfocal.testkit.Cohort;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.PlainImages;

class RandStainNaTest {
  private static final int SIZE = 16;

  /** Values of the CIE's formulas with the sRGB primaries, as tables of colours have them. */
  @Test
  void knowsTheColoursOfTables() {
    assertThat(lab(255, 255, 255)).containsExactly(new float[] {100, 0, 0}, within(0.02f));
    assertThat(lab(0, 0, 0)).containsExactly(new float[] {0, 0, 0}, within(0.02f));
    assertThat(lab(255, 0, 0)).containsExactly(new float[] {53.24f, 80.09f, 67.20f}, within(0.02f));
    assertThat(lab(0, 255, 0))
        .containsExactly(new float[] {87.73f, -86.18f, 83.18f}, within(0.02f));
    assertThat(lab(0, 0, 255))
        .containsExactly(new float[] {32.30f, 79.19f, -107.86f}, within(0.02f));
  }

  @Test
  void comesBackFromLabToTheSameBytes() {
    byte[] rgb = noise(1);
    byte[] back = new byte[rgb.length];
    LabColour.write(LabColour.of(rgb, 0, SIZE), back, 0);

    assertThat(back).isEqualTo(rgb);
  }

  /** What is drawn is one deviation above each mean: the image must have these moments. */
  @Test
  void givesAnImageTheMomentsThatWereDrawn() {
    StainStyle.Distribution styles =
        new StainStyle.Distribution(
            new double[] {55, 8, -4, 6, 3, 3}, new double[] {2, 1, 1, 0.5, 0.25, 0.25});
    byte[] rgb = muted(2);
    transform(1, 1).fitted(styles).apply(rgb, 0, SIZE, oneDeviation());

    double[] expected = {57, 9, -3, 6.5, 3.25, 3.25};
    double[] moments = moments(LabColour.of(rgb, 0, SIZE));
    for (int k = 0; k < 6; k++) {
      // Of 8-bit pixels.
      assertThat(moments[k]).isCloseTo(expected[k], within(0.2));
    }
  }

  @Test
  void learnsFromTheTrainingImagesAlone() {
    List<Sample> training = Cohort.training(8, 1, "100X").samples();
    PlainImages images = new PlainImages();
    double[] mean = new double[6];
    double[] square = new double[6];
    for (Sample sample : training) {
      byte[] rgb = new byte[3 * images.size() * images.size()];
      images.read(sample, rgb, 0);
      double[] own = moments(LabColour.of(rgb, 0, images.size()));
      for (int k = 0; k < 6; k++) {
        mean[k] += own[k] / training.size();
        square[k] += own[k] * own[k] / training.size();
      }
    }
    double[] expected = new double[6];
    for (int k = 0; k < 6; k++) {
      expected[k] = mean[k] + Math.sqrt(Math.max(0, square[k] - mean[k] * mean[k]));
    }
    byte[] rgb = muted(3);
    byte[] other = rgb.clone();
    transform(1, 1).fitted(training, images).apply(rgb, 0, SIZE, oneDeviation());
    float[] lab = LabColour.of(other, 0, SIZE);
    double[] own = moments(lab);
    for (int i = 0; i < lab.length; i++) {
      int k = i % 3;
      lab[i] = (float) ((lab[i] - own[k]) * expected[3 + k] / own[3 + k] + expected[k]);
    }
    LabColour.write(lab, other, 0);

    for (int i = 0; i < rgb.length; i++) {
      assertThat(rgb[i] & 255).isCloseTo(other[i] & 255, within(1));
    }
  }

  @Test
  void normalisesEveryImageToTheMeanWithoutSpread() {
    Transform normal = transform(1, 0).fitted(styles());
    byte[] one = noise(4);
    byte[] again = one.clone();
    normal.apply(one, 0, SIZE, new Random(1));
    normal.apply(again, 0, SIZE, new Random(2));

    assertThat(one).isEqualTo(again).isNotEqualTo(noise(4));
  }

  @Test
  void leavesImagesAsTheyAreAtShareZero() {
    byte[] rgb = noise(5);
    Random random = new Random(1);
    transform(0, 1).fitted(List.of(), new PlainImages()).apply(rgb, 0, SIZE, random);

    assertThat(rgb).isEqualTo(noise(5));
    assertThat(random.nextLong()).isEqualTo(new Random(1).nextLong());
  }

  @Test
  void doesNothingBeforeItKnowsTheStains() {
    assertThatThrownBy(() -> transform(1, 1).apply(noise(1), 0, SIZE, new Random(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anImageOfOneColourStaysOne() {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    transform(1, 1).fitted(styles()).apply(rgb, 0, SIZE, new Random(1));

    for (int i = 0; i < rgb.length; i++) {
      assertThat(rgb[i]).isEqualTo(rgb[i % 3]);
    }
  }

  static StainStyle.Distribution styles() {
    return StainStyle.Distribution.of(
        List.of(
            new StainStyle(new double[] {60, 10, -10, 10, 5, 5}),
            new StainStyle(new double[] {70, 20, -5, 15, 8, 4})));
  }

  static RandStainNa transform(double share, double spread) {
    return new RandStainNa(
        OptionValues.of(RandStainNa.Options.class, Map.of("share", share, "spread", spread)));
  }

  /** Every Gaussian is one deviation above its mean. */
  private static RandomGenerator oneDeviation() {
    return new Random() {
      @Override
      public double nextGaussian() {
        return 1;
      }
    };
  }

  private static float[] lab(int red, int green, int blue) {
    return LabColour.of(new byte[] {(byte) red, (byte) green, (byte) blue}, 0, 1);
  }

  /** Two passes over each channel. */
  private static double[] moments(float[] lab) {
    double[] moments = new double[6];
    int pixels = lab.length / 3;
    for (int k = 0; k < 3; k++) {
      for (int i = k; i < lab.length; i += 3) {
        moments[k] += lab[i];
      }
      moments[k] /= pixels;
      for (int i = k; i < lab.length; i += 3) {
        moments[3 + k] += Math.pow(lab[i] - moments[k], 2);
      }
      moments[3 + k] = Math.sqrt(moments[3 + k] / pixels);
    }
    return moments;
  }

  private static byte[] noise(long seed) {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    new Random(seed).nextBytes(rgb);
    return rgb;
  }

  /** Random pixels of little colour. */
  private static byte[] muted(long seed) {
    byte[] rgb = new byte[3 * SIZE * SIZE];
    Random random = new Random(seed);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (90 + random.nextInt(60));
    }
    return rgb;
  }
}
