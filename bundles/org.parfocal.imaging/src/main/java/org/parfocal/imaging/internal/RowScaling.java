package org.parfocal.imaging.internal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.RgbImage;

/**
 * Makes an image of another size of rows that come one after another. What is kept are the rows of
 * the result that are not complete. Each number is summed in the order of the rows and columns.
 */
public final class RowScaling {
  private static final int CHANNELS = 3;

  private final Axis columns;
  private final Axis rows;
  private final byte[] rgb;
  private final float[] row;
  private final float[] @Nullable [] sums;
  private int source;
  private int complete;

  /** Of the columns and rows of an image. */
  public RowScaling(Axis columns, Axis rows) {
    this.columns = columns;
    this.rows = rows;
    row = new float[Math.multiplyExact(columns.size(), CHANNELS)];
    rgb = new byte[Math.multiplyExact(row.length, rows.size())];
    sums = new float[rows.size()][];
  }

  /** The next row of the image, from the top; those that nothing is made of may be left out. */
  public void row(byte[] pixels, int from) {
    int now = source++;
    if (complete == sums.length || rows.start(complete) > now) {
      return;
    }
    scale(pixels, from);
    for (int y = complete; y < sums.length && rows.start(y) <= now; y++) {
      float[] weights = rows.weights(y);
      int tap = now - rows.start(y);
      if (tap < weights.length) {
        add(weights[tap], sum(y));
      }
      if (tap == weights.length - 1) {
        finish(y);
      }
    }
    while (complete < sums.length && ends(complete) <= now) {
      complete++;
    }
  }

  /** The first row that something is made of. */
  public int first() {
    return rows.start(0);
  }

  /** Goes on with a later row. */
  public void skipTo(int next) {
    source = next;
  }

  /** Whether rows that come now make no difference. */
  public boolean done() {
    return complete == sums.length;
  }

  private int ends(int y) {
    return rows.start(y) + rows.weights(y).length - 1;
  }

  private float[] sum(int y) {
    float[] sum = sums[y];
    if (sum == null) {
      sum = new float[row.length];
      sums[y] = sum;
    }
    return sum;
  }

  private void add(float weight, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * row[i];
    }
  }

  private void finish(int y) {
    float[] sum = Objects.requireNonNull(sums[y]);
    int to = y * sum.length;
    for (int i = 0; i < sum.length; i++) {
      rgb[to + i] = (byte) Math.min(255, (int) (sum[i] + 0.5f));
    }
    sums[y] = null;
  }

  private void scale(byte[] pixels, int begin) {
    for (int x = 0, to = 0; x < columns.size(); x++) {
      float[] weights = columns.weights(x);
      int from = begin + columns.start(x) * CHANNELS;
      float red = 0;
      float green = 0;
      float blue = 0;
      for (float weight : weights) {
        red += weight * (pixels[from] & 255);
        green += weight * (pixels[from + 1] & 255);
        blue += weight * (pixels[from + 2] & 255);
        from += CHANNELS;
      }
      row[to++] = red;
      row[to++] = green;
      row[to++] = blue;
    }
  }

  /**
   * The image.
   *
   * @throws IllegalStateException if rows are missing
   */
  public RgbImage image() {
    if (!done()) {
      throw new IllegalStateException("rows from " + source + " on are missing");
    }
    return new RgbImage(columns.size(), rows.size(), rgb);
  }
}
