package org.parfocal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WilcoxonSignedRankTest {
  /** {@code scipy.stats.wilcoxon(d, mode="exact")} of scipy 1.17: statistic 6, p 0.109375. */
  @Test
  void agreesWithScipy() {
    WilcoxonSignedRank test =
        WilcoxonSignedRank.of(0.05, -0.02, 0.03, 0.08, -0.04, 0.06, 0.09, 0.01);
    assertThat(test.used()).isEqualTo(8);
    assertThat(test.p()).isEqualTo(0.109375, within(1e-12));
  }

  /** All 2^n signs of the ranks, ties and zeros among them, one after the other. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void countsAllWaysToGiveSigns(long seed) {
    Random random = new Random(seed);
    double[] differences =
        random.ints(3 + random.nextInt(8), -4, 5).mapToDouble(d -> d / 8.0).toArray();
    double[] used = Arrays.stream(differences).filter(d -> d != 0).toArray();
    double[] ranks = new double[used.length];
    for (int i = 0; i < used.length; i++) {
      for (double other : used) {
        int order = Double.compare(Math.abs(other), Math.abs(used[i]));
        ranks[i] += order < 0 ? 1 : order == 0 ? 0.5 : 0;
      }
      ranks[i] += 0.5;
    }
    double observed = distance(ranks, index -> used[index] > 0);
    int extreme = 0;
    for (int signs = 0; signs < 1 << used.length; signs++) {
      int way = signs;
      extreme += distance(ranks, index -> (way >> index & 1) == 1) >= observed - 1e-9 ? 1 : 0;
    }
    assertThat(WilcoxonSignedRank.of(differences).p())
        .isEqualTo(extreme / Math.pow(2, used.length), within(1e-12));
  }

  private static double distance(double[] ranks, java.util.function.IntPredicate positive) {
    double sum = 0;
    for (int i = 0; i < ranks.length; i++) {
      sum += positive.test(i) ? ranks[i] : -ranks[i];
    }
    return Math.abs(sum);
  }

  @Test
  void fewDifferencesCannotHaveASmallP() {
    assertThat(WilcoxonSignedRank.of(0.1, 0.2, 0.3, 0.4).p()).isEqualTo(0.125, within(1e-12));
    assertThat(WilcoxonSignedRank.smallest(4)).isEqualTo(0.125, within(0.0));
    assertThat(WilcoxonSignedRank.of(0, 0).p()).isEqualTo(1, within(0.0));
    assertThat(WilcoxonSignedRank.of().p()).isEqualTo(1, within(0.0));
  }
}
