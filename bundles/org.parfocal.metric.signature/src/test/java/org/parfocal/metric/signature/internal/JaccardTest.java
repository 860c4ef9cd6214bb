package org.parfocal.metric.signature.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JaccardTest {
  @Test
  void comparesSets() {
    assertThat(Jaccard.of(Set.of(1, 2, 3), Set.of(2, 3, 4))).isEqualTo(0.5);
    assertThat(Jaccard.of(Set.of(1), Set.of(1))).isOne();
    assertThat(Jaccard.of(Set.of(1), Set.of())).isZero();
    assertThat(Jaccard.of(Set.of(), Set.of())).isNaN();
  }

  @Test
  void expectsWhatAllPairsOfSetsHaveInCommon() {
    for (int one = 0; one <= 6; one++) {
      for (int other = 0; other <= 6; other++) {
        double sum = 0;
        int pairs = 0;
        for (int first = 0; first < 64; first++) {
          for (int second = 0; second < 64; second++) {
            if (Integer.bitCount(first) == one && Integer.bitCount(second) == other) {
              sum += Jaccard.of(members(first), members(second));
              pairs++;
            }
          }
        }
        assertThat(Jaccard.chance(one, other, 6)).isEqualTo(sum / pairs, within(1e-12));
      }
    }
  }

  @Test
  void isHighByChanceForLargeSets() {
    assertThat(Jaccard.chance(1000, 1000, 1280)).isBetween(0.6, 0.7);
    assertThat(Jaccard.chance(20, 20, 1280)).isLessThan(0.01);
  }

  private static Set<Integer> members(int bits) {
    Set<Integer> members = new TreeSet<>();
    IntStream.range(0, 6).filter(bit -> (bits >> bit & 1) == 1).forEach(members::add);
    return members;
  }
}
