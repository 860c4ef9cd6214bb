package org.parfocal.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives buffers their places in one memory, so that those which are never needed at the same time
 * share it: the largest first, each at the lowest place that is free for its whole life (greedy by
 * size, Pisarchyk and Lee 2020).
 */
final class Placement {
  /** Buffers begin at multiples of so many bytes: a cache line, and what vector units ask for. */
  private static final long ALIGNMENT = 64;

  private Placement() {}

  /** Places the buffers; returns how many bytes the memory has to hold. */
  static long place(List<Buffer> buffers) {
    List<Buffer> largestFirst = new ArrayList<>(buffers);
    largestFirst.removeIf(buffer -> !buffer.used());
    largestFirst.sort(Comparator.comparingLong(Buffer::bytes).reversed());
    List<Buffer> placed = new ArrayList<>();
    long end = 0;
    for (Buffer buffer : largestFirst) {
      long place = 0;
      for (Buffer other : placed) { // by rising offset
        if (other.meets(buffer)) {
          if (other.offset() - place >= buffer.bytes()) {
            break;
          }
          place = Math.max(place, aligned(other.offset() + other.bytes()));
        }
      }
      buffer.place(place);
      insert(placed, buffer);
      end = Math.max(end, aligned(place + buffer.bytes()));
    }
    return end;
  }

  private static void insert(List<Buffer> placed, Buffer buffer) {
    int index = placed.size();
    while (index > 0 && placed.get(index - 1).offset() > buffer.offset()) {
      index--;
    }
    placed.add(index, buffer);
  }

  private static long aligned(long number) {
    return (number + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
