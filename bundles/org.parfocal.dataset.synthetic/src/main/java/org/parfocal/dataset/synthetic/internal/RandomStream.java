package org.parfocal.dataset.synthetic.internal;

/**
 * A stream of random numbers: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), written out so that
 * the images stay the same whatever a later JDK does with its generators. Not safe for threads.
 */
final class RandomStream {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private long state;

  RandomStream(long seed) {
    state = seed;
  }

  /** A stream of its own for each name under a seed. */
  static RandomStream of(long seed, String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return new RandomStream(mix(hash ^ mix(seed)));
  }

  long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** Seed of a stream that goes on by itself. */
  int seed() {
    return (int) next();
  }

  /** Uniform in [0, 1). */
  double uniform() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  double uniform(double low, double high) {
    return low + (high - low) * uniform();
  }

  boolean happens(double probability) {
    return uniform() < probability;
  }

  /** Uniform among 0 … bound − 1. */
  int index(int bound) {
    return (int) (uniform() * bound);
  }

  /** Mean 0, variance 1, bell-shaped, never beyond ±3.47: tissue has no wild outliers. */
  double normal() {
    return (uniform() + uniform() + uniform() + uniform() - 2) * 1.7320508075688772;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
