package org.parfocal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlacementTest {
  @Test
  void buffersThatLiveOneAfterAnotherShareTheirPlace() {
    Buffer first = buffer(100, 0, 1);
    Buffer second = buffer(100, 2, 3);

    assertThat(Placement.place(List.of(first, second)))
        .isEqualTo(448); // 400 bytes, and a multiple of 64
    assertThat(first.offset()).isEqualTo(second.offset());
  }

  @Test
  void aStepThatReadsOneAndWritesTheOtherKeepsThemApart() {
    assertThat(Placement.place(List.of(buffer(16, 0, 1), buffer(16, 1, 2)))).isEqualTo(128);
  }

  @Test
  void halfAsManyBytesNeedHalfAsMuch() {
    Buffer half = new Buffer(NumberType.BFLOAT16, 96);
    half.usedBy(0);
    Buffer whole = buffer(96, 0, 0);

    assertThat(Placement.place(List.of(half, whole))).isEqualTo(3 * 192);
    assertThat(half.offset()).isEqualTo(384); // the larger one comes first
  }

  @Test
  void anUnusedBufferNeedsNothing() {
    assertThat(Placement.place(List.of(new Buffer(NumberType.FLOAT32, 1000), buffer(16, 0, 0))))
        .isEqualTo(64);
  }

  /** What is alive together at the busiest step is a bound from below. */
  @Test
  void noTwoLivingBuffersOverlapAndLittleIsWasted() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 50; round++) {
      List<Buffer> buffers = new ArrayList<>();
      long[] alive = new long[60];
      for (int index = 0; index < 40; index++) {
        int from = random.nextInt(50);
        int to = from + random.nextInt(10);
        int length = 16 * random.nextInt(1, 100);
        buffers.add(buffer(length, from, to));
        for (int step = from; step <= to; step++) {
          alive[step] += 4L * length;
        }
      }

      long total = Placement.place(buffers);

      long busiest = Arrays.stream(alive).max().orElseThrow();
      assertThat(total).isBetween(busiest, busiest * 3 / 2);
      for (Buffer a : buffers) {
        assertThat(a.offset() + a.bytes()).isLessThanOrEqualTo(total);
        for (Buffer b : buffers) {
          assertThat(
                  a == b
                      || !a.meets(b)
                      || a.offset() + a.bytes() <= b.offset()
                      || b.offset() + b.bytes() <= a.offset())
              .isTrue();
        }
      }
    }
  }

  private static Buffer buffer(long length, int firstStep, int lastStep) {
    Buffer buffer = new Buffer(NumberType.FLOAT32, length);
    buffer.usedBy(firstStep);
    buffer.usedBy(lastStep);
    return buffer;
  }
}
