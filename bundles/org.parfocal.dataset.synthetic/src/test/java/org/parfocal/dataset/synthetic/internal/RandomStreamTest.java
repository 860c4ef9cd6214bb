package org.parfocal.dataset.synthetic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
  @Test
  void isSplitMix64() {
    // First outputs for seed 1234567, from the reference C code by Sebastiano Vigna.
    RandomStream random = new RandomStream(1234567);
    assertThat(random.next()).isEqualTo(6457827717110365317L);
    assertThat(random.next()).isEqualTo(3203168211198807973L);
  }

  @Test
  void normalValuesHaveMeanZeroAndVarianceOne() {
    RandomStream random = RandomStream.of(13, "test");
    double[] values = IntStream.range(0, 100_000).mapToDouble(i -> random.normal()).toArray();
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
    assertThat(RandomStream.of(1, "a").next()).isEqualTo(RandomStream.of(1, "a").next());
    assertThat(RandomStream.of(1, "a").next()).isNotEqualTo(RandomStream.of(1, "b").next());
    assertThat(RandomStream.of(1, "a").next()).isNotEqualTo(RandomStream.of(2, "a").next());
  }
}
