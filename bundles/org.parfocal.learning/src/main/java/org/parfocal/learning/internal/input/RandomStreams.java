package org.parfocal.learning.internal.input;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Independent streams of random numbers from a job's seed. Each place in a training has its own, so
 * that nothing depends on which thread came first.
 */
public final class RandomStreams {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final long seed;

  public RandomStreams(long seed) {
    this.seed = seed;
  }

  /** A seed for one purpose. */
  public long seed(String purpose) {
    return mix(mix(seed) ^ purpose.hashCode());
  }

  /** A stream for one purpose at one place, for example epoch and row. */
  public RandomGenerator stream(String purpose, long... place) {
    long state = seed(purpose);
    for (long coordinate : place) {
      state = mix(state + GOLDEN * (coordinate + 1));
    }
    return new SplittableRandom(state);
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014): neighbours become strangers. */
  private static long mix(long value) {
    long z = value + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
