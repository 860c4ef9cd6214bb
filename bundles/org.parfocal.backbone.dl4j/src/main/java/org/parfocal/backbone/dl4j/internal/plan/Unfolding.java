package org.parfocal.backbone.dl4j.internal.plan;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.parfocal.nd4j.ParallelLoop;
import org.parfocal.plan.Geometry;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.SlidingWindow;

/**
 * Lays the numbers under each place of a window out as a row of a matrix {@code [images · places,
 * window]}, which makes a convolution a matrix product; and adds such rows up again. In NHWC a row
 * of the window is one run of memory, so that this is little more than copying it: several times
 * faster than ND4J's assignment of strided views, and for the widest layers than oneDNN's
 * convolution.
 */
final class Unfolding {
  private final Geometry geometry;
  private final int threads;
  private final int run;
  private final float[] zeros;

  /** {@code threads} that may work on it. */
  Unfolding(Geometry geometry, int threads) {
    this.geometry = geometry;
    this.threads = threads;
    this.run = geometry.window().width() * geometry.in().channels();
    this.zeros = new float[run];
  }

  /**
   * Fills the rows of some images.
   *
   * @param maps {@code [images, height, width, channels]}
   * @param rows {@code [images · places, window]}
   */
  void unfold(FloatBuffer maps, int images, FloatBuffer rows) {
    int height = geometry.out().height();
    int width = geometry.out().width();
    int length = geometry.windowLength();
    ParallelLoop.run(
        images * height,
        rows.limit(),
        threads,
        line -> {
          int image = line / height;
          int y = line % height;
          for (int x = 0; x < width; x++) {
            place(maps, image, y, x, rows, (line * width + x) * length);
          }
        });
  }

  private void place(FloatBuffer maps, int image, int y, int x, FloatBuffer rows, int start) {
    SlidingWindow window = geometry.window();
    MapShape in = geometry.in();
    int firstX = x * window.strideX() - geometry.left();
    for (int ky = 0; ky < window.height(); ky++) {
      int inY = y * window.strideY() - geometry.top() + ky * window.dilationY();
      int target = start + ky * run;
      if (inY < 0 || inY >= in.height()) {
        rows.put(target, zeros, 0, run);
      } else {
        copyRun(maps, (image * in.height() + inY) * in.width(), firstX, rows, target);
      }
    }
  }

  /** {@code line} counts the places before the first of the input line. */
  private void copyRun(FloatBuffer maps, int line, int firstX, FloatBuffer rows, int target) {
    SlidingWindow window = geometry.window();
    int channels = geometry.in().channels();
    int columns = geometry.in().width();
    if (window.dilationX() > 1) {
      for (int kx = 0; kx < window.width(); kx++) {
        int inX = firstX + kx * window.dilationX();
        if (inX < 0 || inX >= columns) {
          rows.put(target + kx * channels, zeros, 0, channels);
        } else {
          rows.put(target + kx * channels, maps, (line + inX) * channels, channels);
        }
      }
      return;
    }
    int from = Math.min(Math.max(0, -firstX), window.width());
    int to = Math.max(from, Math.min(window.width(), columns - firstX));
    rows.put(target, zeros, 0, from * channels);
    if (to > from) {
      rows.put(
          target + from * channels,
          maps,
          (line + firstX + from) * channels,
          (to - from) * channels);
    }
    rows.put(target + to * channels, zeros, 0, (window.width() - to) * channels);
  }

  /**
   * The transposed map: every number of the rows is added to where it came from.
   *
   * @param rows {@code [images · places, window]}
   * @param maps {@code [images, height, width, channels]}, overwritten
   */
  void fold(FloatBuffer rows, int images, FloatBuffer maps) {
    int height = geometry.in().height();
    ParallelLoop.run(
        images,
        rows.limit(),
        threads,
        image -> {
          float[] sums = new float[geometry.in().width() * geometry.in().channels()];
          float[] part = new float[run];
          for (int y = 0; y < height; y++) {
            Arrays.fill(sums, 0);
            gather(rows, image, y, sums, part);
            maps.put((image * height + y) * sums.length, sums, 0, sums.length);
          }
        });
  }

  /** Adds up what falls on one line of an image. */
  private void gather(FloatBuffer rows, int image, int inY, float[] sums, float[] part) {
    SlidingWindow window = geometry.window();
    for (int ky = 0; ky < window.height(); ky++) {
      int offset = inY + geometry.top() - ky * window.dilationY();
      int y = Math.floorDiv(offset, window.strideY());
      if (offset % window.strideY() == 0 && y >= 0 && y < geometry.out().height()) {
        int first = (image * geometry.out().height() + y) * geometry.out().width();
        for (int x = 0; x < geometry.out().width(); x++) {
          rows.get((first + x) * geometry.windowLength() + ky * run, part);
          addRun(part, x * window.strideX() - geometry.left(), sums);
        }
      }
    }
  }

  private void addRun(float[] part, int firstX, float[] sums) {
    int channels = geometry.in().channels();
    int columns = geometry.in().width();
    int dilation = geometry.window().dilationX();
    for (int kx = 0; kx < geometry.window().width(); kx++) {
      int x = firstX + kx * dilation;
      if (x >= 0 && x < columns) {
        int target = x * channels;
        int source = kx * channels;
        for (int channel = 0; channel < channels; channel++) {
          sums[target + channel] += part[source + channel];
        }
      }
    }
  }
}
