package org.parfocal.metric.signature.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StabilityTest {
  @Test
  void agreesWithValuesByHand() {
    // p = 1, 1/2, 1/2, 0: Σ p(1−p) = 1/2; k/d = 1/2: 1 − 2 · (1/8) / (1/4) = 0.
    assertThat(Stability.of(List.of(Set.of(0, 1), Set.of(0, 2)), 4).value())
        .isEqualTo(0, within(1e-12));
    // p = 1, 2/3, 1/3, 0, 0: Σ p(1−p) = 4/9; k/d = 2/5: 1 − 3/2 · (4/45) / (6/25) = 4/9.
    assertThat(Stability.of(List.of(Set.of(0, 1), Set.of(0, 1), Set.of(0, 2)), 5).value())
        .isEqualTo(4.0 / 9, within(1e-12));
    // Sizes 1 and 3: p = 1, 1/2, 1/2, 0, 0, 0: 1 − 2 · (1/12) / (1/3 · 2/3) = 1/4.
    assertThat(Stability.of(List.of(Set.of(0), Set.of(0, 1, 2)), 6).value())
        .isEqualTo(0.25, within(1e-12));
    // Nothing in common, half of the dimensions each: the least of two sets.
    assertThat(Stability.of(List.of(Set.of(0, 1), Set.of(2, 3)), 4).value())
        .isEqualTo(-1, within(1e-12));
  }

  @Test
  void isOneForEqualSetsWithoutAnyDoubt() {
    Stability stability = Stability.of(Collections.nCopies(4, Set.of(3, 5, 9)), 20);
    assertThat(stability.value()).isEqualTo(1, within(1e-12));
    assertThat(stability.low()).isEqualTo(1, within(1e-12));
    assertThat(stability.high()).isEqualTo(1, within(1e-12));
  }

  @Test
  void isTheMeanKunchevaIndexForSetsOfOneSize() {
    // A property that the paper proves: mean over pairs of (|A ∩ B| − k²/d) / (k − k²/d).
    Random random = new Random(2);
    for (int round = 0; round < 20; round++) {
      List<Set<Integer>> sets = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        sets.add(randomSet(7, 12, random));
      }
      double sum = 0;
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < i; j++) {
          Set<Integer> common = new TreeSet<>(sets.get(i));
          common.retainAll(sets.get(j));
          sum += (common.size() - 49 / 12.0) / (7 - 49 / 12.0);
        }
      }
      assertThat(Stability.of(sets, 12).value()).isEqualTo(sum / 10, within(1e-12));
    }
  }

  @Test
  void isAboutZeroForRandomSetsHoweverLarge() {
    Random random = new Random(3);
    for (int size : new int[] {5, 50, 95}) {
      double sum = 0;
      for (int round = 0; round < 200; round++) {
        List<Set<Integer>> sets = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          sets.add(randomSet(size, 100, random));
        }
        sum += Stability.of(sets, 100).value() / 200;
      }
      assertThat(sum).isEqualTo(0, within(0.02));
    }
  }

  @Test
  void knowsItsOwnVariance() {
    // Sets that hold dimension f with probability p_f: the standard deviation over many draws
    // against the mean width of the intervals.
    Random random = new Random(4);
    double[] p = IntStream.range(0, 40).mapToDouble(f -> f < 4 ? 0.9 : 0.03).toArray();
    int draws = 600;
    double[] values = new double[draws];
    double widths = 0;
    int covered = 0;
    for (int draw = 0; draw < draws; draw++) {
      List<Set<Integer>> sets = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        Set<Integer> set = new TreeSet<>();
        IntStream.range(0, 40).filter(f -> random.nextDouble() < p[f]).forEach(set::add);
        sets.add(set);
      }
      Stability stability = Stability.of(sets, 40);
      values[draw] = stability.value();
      widths += (stability.high() - stability.low()) / draws;
      covered += stability.low() <= truth(p) && truth(p) <= stability.high() ? 1 : 0;
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    double deviation =
        Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (draws - 1));
    assertThat(mean).isEqualTo(truth(p), within(0.005));
    assertThat(widths / 2 / 1.959963984540054).isEqualTo(deviation, within(0.12 * deviation));
    assertThat((double) covered / draws).isBetween(0.92, 0.975);
  }

  private static double truth(double[] p) {
    double filled = Arrays.stream(p).average().orElseThrow();
    double variance = Arrays.stream(p).map(one -> one * (1 - one)).average().orElseThrow();
    return 1 - variance / (filled * (1 - filled));
  }

  @Test
  void isUndefinedForOneSetAndForEmptyAndFullSets() {
    assertThat(Stability.of(List.of(Set.of(1)), 3).value()).isNaN();
    assertThat(Stability.of(List.of(Set.of(), Set.of()), 3).value()).isNaN();
    assertThat(Stability.of(List.of(Set.of(0, 1), Set.of(0, 1)), 2).value()).isNaN();
    assertThat(Stability.of(List.of(Set.of(0, 1), Set.of()), 4).value()).isNotNaN();
  }

  private static Set<Integer> randomSet(int size, int dimensions, Random random) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, dimensions).boxed().toList());
    Collections.shuffle(all, random);
    return new TreeSet<>(all.subList(0, size));
  }
}
