package org.parfocal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Transform;

/** What every {@link Transform} keeps. */
public abstract class TransformContract {
  private static final int[] SIZES = {8, 17, 64};
  private static final int MARGIN = 50;

  /** A new transform, with the same options each time. */
  protected abstract Transform transform();

  @Test
  public void changesItsImageAndNothingAroundIt() {
    for (int size : SIZES) {
      byte[] pixels = noise(size);
      byte[] before = pixels.clone();
      for (int seed = 0; seed < 20; seed++) {
        transform().apply(pixels, MARGIN, size, new SplittableRandom(seed));
      }

      assertThat(Arrays.copyOf(pixels, MARGIN)).isEqualTo(Arrays.copyOf(before, MARGIN));
      int end = pixels.length - MARGIN;
      assertThat(Arrays.copyOfRange(pixels, end, pixels.length))
          .isEqualTo(Arrays.copyOfRange(before, end, pixels.length));
    }
  }

  @Test
  public void theSameRandomNumbersMakeTheSameImage() {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(applied(transform(), seed)).isEqualTo(applied(transform(), seed));
    }
  }

  /** One instance serves many threads and images. */
  @Test
  public void anImageDependsOnNoImageBeforeIt() {
    Transform used = transform();
    for (int seed = 0; seed < 20; seed++) {
      applied(used, seed);
    }

    assertThat(applied(used, 3)).isEqualTo(applied(transform(), 3));
  }

  @Test
  public void theResultChangesWithTheRandomNumbers() {
    byte[] first = applied(transform(), 0);
    boolean another = false;
    for (int seed = 1; seed < 50; seed++) {
      another |= !Arrays.equals(first, applied(transform(), seed));
    }

    assertThat(another).as("a second result in 50").isTrue();
  }

  private static byte[] applied(Transform transform, int seed) {
    byte[] pixels = noise(16);
    transform.apply(pixels, MARGIN, 16, new SplittableRandom(seed));
    return pixels;
  }

  private static byte[] noise(int size) {
    byte[] pixels = new byte[2 * MARGIN + 3 * size * size];
    new Random(size).nextBytes(pixels);
    return pixels;
  }
}
