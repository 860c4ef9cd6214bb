package org.parfocal.imaging.internal;

import java.util.Arrays;

/** Which source pixels make each pixel of a resampled axis, and with which weights (sum 1). */
public final class Axis {
  private static final float[] ONE = {1};

  /** Less of a pixel than this is rounding, not picture. */
  private static final double SLIVER = 2e-6;

  private final int[] starts;
  private final float[][] weights;

  private Axis(int size) {
    starts = new int[size];
    weights = new float[size][];
  }

  /** Weights for an axis of {@code from} pixels that becomes one of {@code to}. */
  public static Axis of(int from, int to) {
    Axis axis = new Axis(to);
    for (int i = 0; i < to; i++) {
      if (to < from) {
        axis.average(i, from, to);
      } else if (to > from) {
        axis.interpolate(i, (i + 0.5) * from / to - 0.5, from);
      } else {
        axis.set(i, i, ONE);
      }
    }
    return axis;
  }

  /**
   * Weights for the part of an axis between two borders that need not fall between pixels: a pixel
   * that a border cuts counts by its share.
   *
   * @param begin left or upper border, in pixels from the axis' start
   * @param length of the part, in pixels
   * @param from pixels of the axis; the part lies inside
   * @param to pixels of the result
   */
  public static Axis ofPart(double begin, double length, int from, int to) {
    if (begin == Math.rint(begin) && length == Math.rint(length)) {
      Axis axis = of((int) length, to);
      for (int i = 0; i < to; i++) {
        axis.starts[i] += (int) begin;
      }
      return axis;
    }
    Axis axis = new Axis(to);
    double step = length / to;
    for (int i = 0; i < to; i++) {
      if (step > 1) {
        axis.averagePart(i, begin + i * step, begin + (i + 1) * step, from);
      } else {
        axis.interpolate(i, begin + (i + 0.5) * step - 0.5, from);
      }
    }
    return axis;
  }

  /** Number of pixels of the result. */
  public int size() {
    return starts.length;
  }

  /** First source pixel of result pixel {@code i}. */
  public int start(int i) {
    return starts[i];
  }

  /** Weights of the source pixels from {@link #start} on; not to be changed. */
  public float[] weights(int i) {
    return weights[i];
  }

  /** Pixel i covers [i·from/to, (i+1)·from/to); counted in units of 1/to, so that it is exact. */
  private void average(int i, int from, int to) {
    long begin = (long) i * from;
    long end = begin + from;
    int first = (int) (begin / to);
    int last = (int) ((end - 1) / to);
    float[] share = new float[last - first + 1];
    for (int source = first; source <= last; source++) {
      long overlap = Math.min(end, (source + 1L) * to) - Math.max(begin, (long) source * to);
      share[source - first] = (float) ((double) overlap / from);
    }
    set(i, first, share);
  }

  private void averagePart(int i, double begin, double end, int from) {
    int first = (int) Math.floor(begin + SLIVER);
    int last = Math.min(from, (int) Math.ceil(end - SLIVER)) - 1;
    float[] share = new float[last - first + 1];
    for (int source = first; source <= last; source++) {
      double overlap = Math.min(end, source + 1.0) - Math.max(begin, source);
      share[source - first] = (float) (overlap / (end - begin));
    }
    set(i, first, share);
  }

  /** Between the two source pixels whose centres are nearest; the border pixel beyond the edge. */
  private void interpolate(int i, double centre, int from) {
    int lower = (int) Math.floor(centre);
    float share = (float) (centre - lower);
    if (lower < 0) {
      set(i, 0, ONE);
    } else if (lower >= from - 1) {
      set(i, from - 1, ONE);
    } else {
      set(i, lower, new float[] {1 - share, share});
    }
  }

  private void set(int i, int start, float[] share) {
    starts[i] = start;
    weights[i] = i > 0 && Arrays.equals(share, weights[i - 1]) ? weights[i - 1] : share;
  }
}
