package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiversityTest {
  @Test
  void isTheMeanEuclideanDistanceOfAllPairs() {
    byte[] black = {0, 0, 0};
    byte[] dim = {0, 3, 4};
    byte[] white = {(byte) 255, (byte) 255, (byte) 255};
    double far = Math.sqrt(3 * 255 * 255);
    double near = Math.sqrt(255 * 255 + 252 * 252 + 251 * 251);

    assertThat(Diversity.meanDistance(List.of(black, dim, white)))
        .isCloseTo((5 + far + near) / 3, within(1e-9));
    assertThat(Diversity.meanDistance(List.of(black))).isZero();
  }

  @Test
  void findsImagesThatAreNearlyAllTheSame() {
    List<byte[]> real = Discs.ofBothModes(64, 1);
    SplittableRandom random = new SplittableRandom(2);
    byte[] one = Discs.disc(30, random);
    List<byte[]> same = Stream.generate(() -> noisy(one, random)).limit(64).toList();

    assertThat(Diversity.share(real, same)).isLessThan(Diversity.COLLAPSED);
    assertThat(Diversity.share(real, Discs.ofBothModes(64, 3))).isBetween(0.9, 1.1);
  }

  private static byte[] noisy(byte[] image, SplittableRandom random) {
    byte[] changed = image.clone();
    for (int i = 0; i < changed.length; i++) {
      changed[i] += (byte) random.nextInt(16);
    }
    return changed;
  }

  @Test
  void doesNotBlameAGeneratorForEqualRealImages() {
    byte[] grey = new byte[12];

    assertThat(Diversity.share(List.of(grey, grey), List.of(grey, grey))).isEqualTo(1);
  }
}
