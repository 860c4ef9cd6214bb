package org.parfocal.imaging.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Transform;
import org.parfocal.testkit.OptionValues;

class TransformsTest {
  private static final int SIZE = 16;

  @Test
  void turnsAQuarterClockwise() {
    // Pixels 0 1 / 2 3 become 2 0 / 3 1.
    byte[] rgb = pixels(0, 1, 2, 3);
    Orientation.draw(false, true, quarterTurns(1)).apply(rgb, 0, 2);
    assertThat(rgb).isEqualTo(pixels(2, 0, 3, 1));
    Orientation.draw(false, true, quarterTurns(2)).apply(rgb, 0, 2);
    assertThat(rgb).isEqualTo(pixels(1, 3, 0, 2));
    Orientation.draw(false, true, quarterTurns(3)).apply(rgb, 0, 2);
    assertThat(rgb).isEqualTo(pixels(3, 2, 1, 0));
  }

  @Test
  void mirrorsLeftAndRightTopAndBottom() {
    byte[] rgb = pixels(0, 1, 2, 3, 4, 5, 6, 7, 8);
    new Orientation(false, true, false).apply(rgb, 0, 3);
    assertThat(rgb).isEqualTo(pixels(2, 1, 0, 5, 4, 3, 8, 7, 6));
    new Orientation(false, false, true).apply(rgb, 0, 3);
    assertThat(rgb).isEqualTo(pixels(8, 7, 6, 5, 4, 3, 2, 1, 0));
    new Orientation(true, false, false).apply(rgb, 0, 3);
    assertThat(rgb).isEqualTo(pixels(8, 5, 2, 7, 4, 1, 6, 3, 0));
  }

  @Test
  void drawsAllEightOrientationsEquallyOften() {
    Random random = new Random(1);
    int[] counts = new int[8];
    for (int i = 0; i < 16_000; i++) {
      Orientation orientation = Orientation.draw(true, true, random);
      counts[
          (orientation.transposed() ? 4 : 0)
              + (orientation.mirroredX() ? 2 : 0)
              + (orientation.mirroredY() ? 1 : 0)]++;
    }
    // Binomial deviation 42; five of them.
    assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThan(1790);
    assertThat(Arrays.stream(counts).max().orElseThrow()).isLessThan(2210);
    Set<Orientation> turns = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      turns.add(Orientation.draw(false, true, random));
    }
    assertThat(turns).hasSize(4);
  }

  @Test
  void changesColoursAsTheSeparateStepsDo() {
    byte[] rgb = muted(1);
    byte[] changed = rgb.clone();
    new ColourChange(1.05, 0.9, 1.1).apply(changed, 0, SIZE);

    double[] step = new double[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      step[i] = 1.05 * (rgb[i] & 255);
    }
    double mean = 0;
    for (int i = 0; i < rgb.length; i += 3) {
      mean += grey(step, i) / (SIZE * SIZE);
    }
    for (int i = 0; i < rgb.length; i++) {
      step[i] = 0.9 * step[i] + 0.1 * mean;
    }
    double[] expected = step.clone();
    for (int i = 0; i < rgb.length; i++) {
      expected[i] = 1.1 * step[i] - 0.1 * grey(step, i / 3 * 3);
    }
    for (int i = 0; i < rgb.length; i++) {
      assertThat((double) (changed[i] & 255))
          .isCloseTo(Math.max(0, Math.min(255, expected[i])), within(0.502));
    }
  }

  private static double grey(double[] values, int at) {
    return 0.299 * values[at] + 0.587 * values[at + 1] + 0.114 * values[at + 2];
  }

  @Test
  void leavesAnImageAsItIsWhenNothingChanges() {
    byte[] rgb = new byte[SIZE * SIZE * 3];
    new Random(2).nextBytes(rgb);
    byte[] changed = rgb.clone();
    new StainChange(new double[] {1, 1, 1}, new double[3]).apply(changed, 0, SIZE);
    assertThat(changed).isEqualTo(rgb);
    new ColourChange(1, 1, 1).apply(changed, 0, SIZE);
    assertThat(changed).isEqualTo(rgb);
  }

  @Test
  void changesStainsAsUnmixingAndMixingDoes() {
    byte[] rgb = new byte[SIZE * SIZE * 3];
    new Random(3).nextBytes(rgb);
    byte[] changed = rgb.clone();
    double[] factors = {1.2, 0.85, 0.95};
    double[] shifts = {0.03, -0.04, 0.02};
    new StainChange(factors, shifts).apply(changed, 0, SIZE);

    double[][] stains = {unit(0.65, 0.70, 0.29), unit(0.07, 0.99, 0.11), unit(0.27, 0.57, 0.78)};
    for (int i = 0; i < rgb.length; i += 3) {
      double[] density = new double[3];
      for (int channel = 0; channel < 3; channel++) {
        density[channel] = -Math.log10(((rgb[i + channel] & 255) + 1) / 256.0);
      }
      double[] amounts = solve(stains, density);
      for (int channel = 0; channel < 3; channel++) {
        double mixed = 0;
        for (int stain = 0; stain < 3; stain++) {
          mixed += (factors[stain] * amounts[stain] + shifts[stain]) * stains[stain][channel];
        }
        double value = Math.max(0, Math.min(255, 256 * Math.pow(10, -mixed) - 1));
        assertThat((double) (changed[i + channel] & 255)).isCloseTo(value, within(0.75));
      }
    }
  }

  /** Amounts a with Σ a_i · stains[i] = density, by Cramer's rule. */
  private static double[] solve(double[][] stains, double[] density) {
    double[] amounts = new double[3];
    for (int stain = 0; stain < 3; stain++) {
      double[][] replaced = stains.clone();
      replaced[stain] = density;
      amounts[stain] = determinant(replaced) / determinant(stains);
    }
    return amounts;
  }

  private static double determinant(double[][] m) {
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  }

  private static double[] unit(double... vector) {
    double length = Math.sqrt(Arrays.stream(vector).map(value -> value * value).sum());
    return Arrays.stream(vector).map(value -> value / length).toArray();
  }

  @Test
  void drawsStrengthsWithinTheirRange() {
    Random random = new Random(4);
    double low = 1;
    double high = 1;
    for (int i = 0; i < 1000; i++) {
      ColourChange change = ColourChange.draw(0.1, random);
      low = Math.min(low, Math.min(change.brightness(), change.saturation()));
      high = Math.max(high, Math.max(change.contrast(), change.saturation()));
    }
    assertThat(low).isBetween(0.9, 0.902);
    assertThat(high).isBetween(1.098, 1.1);
  }

  /** The bytes that a study of the same seed had when all of these were one transform. */
  @Test
  void drawsInTheOrderOfTheList() {
    byte[] expected = muted(9);
    Random random = new Random(11);
    Orientation.draw(true, true, random).apply(expected, 0, SIZE);
    StainChange.draw(0.05, random).apply(expected, 0, SIZE);
    ColourChange.draw(0.1, random).apply(expected, 0, SIZE);

    byte[] changed = muted(9);
    transforms(true, true, 0.1, 0.05).apply(changed, 0, SIZE, new Random(11));

    assertThat(changed).isEqualTo(expected);
  }

  @Test
  void isDecidedByTheRandomGeneratorAndStaysInItsImage() {
    Transform transforms = transforms(true, true, 0.1, 0.05);
    int bytes = SIZE * SIZE * 3;
    byte[] source = muted(9);
    byte[] first = new byte[3 * bytes];
    System.arraycopy(source, 0, first, bytes, bytes);
    byte[] second = first.clone();
    byte[] other = first.clone();

    transforms.apply(first, bytes, SIZE, new Random(11));
    transforms.apply(second, bytes, SIZE, new Random(11));
    transforms.apply(other, bytes, SIZE, new Random(12));

    assertThat(first).isEqualTo(second).isNotEqualTo(other);
    assertThat(Arrays.copyOfRange(first, bytes, 2 * bytes)).isNotEqualTo(source);
    assertThat(Arrays.copyOf(first, bytes)).containsOnly((byte) 0);
    assertThat(Arrays.copyOfRange(first, 2 * bytes, 3 * bytes)).containsOnly((byte) 0);
  }

  @Test
  void doesNothingAndDrawsNothingWhenAllIsOff() {
    byte[] rgb = muted(5);
    byte[] changed = rgb.clone();
    Random random = new Random(1);
    transforms(false, false, 0, 0).apply(changed, 0, SIZE, random);
    assertThat(changed).isEqualTo(rgb);
    assertThat(random.nextLong()).isEqualTo(new Random(1).nextLong());
  }

  @Test
  void takesMillisecondsForAnImageOf224Pixels() {
    Transform transforms = transforms(true, true, 0.1, 0.05);
    byte[] rgb = new byte[224 * 224 * 3];
    Random random = new Random(6);
    random.nextBytes(rgb);
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 200; i++) {
      long start = System.nanoTime();
      transforms.apply(rgb, 0, 224, random);
      best = Math.min(best, System.nanoTime() - start);
    }
    // About 1 ms on a quiet machine.
    assertThat(best).isLessThan(10_000_000L);
    System.out.println("transforms of a 224 px image: " + best / 1000 + " µs");
  }

  private static RandomGenerator quarterTurns(int turns) {
    return new Random() {
      @Override
      public int nextInt(int bound) {
        return turns;
      }
    };
  }

  private static byte[] pixels(int... values) {
    byte[] rgb = new byte[values.length * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (values[i / 3] * 3 + i % 3);
    }
    return rgb;
  }

  /** Random pixels that no small change clips. */
  private static byte[] muted(long seed) {
    byte[] rgb = new byte[SIZE * SIZE * 3];
    Random random = new Random(seed);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (40 + random.nextInt(170));
    }
    return rgb;
  }

  private static Transform transforms(boolean flip, boolean rotation, double colour, double stain) {
    return Transform.inOrder(
        List.of(
            new RandomOrientation(
                OptionValues.of(
                    RandomOrientation.Options.class, Map.of("flip", flip, "rotation", rotation))),
            new StainJitter(OptionValues.of(StainJitter.Options.class, Map.of("strength", stain))),
            new ColourJitter(
                OptionValues.of(ColourJitter.Options.class, Map.of("strength", colour)))));
  }
}
