package org.parfocal.dataset.synthetic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChanceTest {
  @Test
  void isSplitMix64() {
    // First outputs for seed 1234567, from the reference C code by Sebastiano Vigna.
    Chance chance = new Chance(1234567);
    assertThat(chance.next()).isEqualTo(6457827717110365317L);
    assertThat(chance.next()).isEqualTo(3203168211198807973L);
  }

  @Test
  void normalValuesHaveMeanZeroAndVarianceOne() {
    Chance chance = Chance.of(13, "test");
    double[] values = IntStream.range(0, 100_000).mapToDouble(i -> chance.normal()).toArray();
    double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(9);
    double square =
        IntStream.range(0, values.length)
            .mapToDouble(i -> values[i] * values[i])
            .average()
            .orElse(9);

    assertThat(mean).isCloseTo(0, within(0.015));
    assertThat(square).isCloseTo(1, within(0.02));
  }

  @Test
  void namesGiveStreamsOfTheirOwn() {
    assertThat(Chance.of(1, "a").next()).isEqualTo(Chance.of(1, "a").next());
    assertThat(Chance.of(1, "a").next()).isNotEqualTo(Chance.of(1, "b").next());
    assertThat(Chance.of(1, "a").next()).isNotEqualTo(Chance.of(2, "a").next());
  }
}
