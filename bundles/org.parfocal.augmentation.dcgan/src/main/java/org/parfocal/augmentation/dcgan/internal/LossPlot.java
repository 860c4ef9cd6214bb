package org.parfocal.augmentation.dcgan.internal;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.parfocal.api.RgbImage;

/**
 * Both losses over the epochs of one group: discriminator blue, generator orange, and the
 * discriminator's loss where it guesses (2·ln 2) as a grey line. The upper edge is the largest
 * loss, the lower one zero; figures are in the CSV file beside it.
 */
final class LossPlot {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 240;
  private static final int GREY = 0xc0c0c0;
  private static final int BLUE = 0x1f77b4;
  private static final int ORANGE = 0xff7f0e;
  private static final double GUESSING = 2 * Math.log(2);

  private final byte[] rgb = new byte[3 * WIDTH * HEIGHT];
  private final double largest;

  private LossPlot(List<GanScores> curve) {
    Arrays.fill(rgb, (byte) 255);
    largest =
        curve.stream()
            .mapToDouble(scores -> Math.max(scores.discriminatorLoss(), scores.generatorLoss()))
            .reduce(GUESSING, Math::max);
  }

  static RgbImage of(List<GanScores> curve) {
    LossPlot plot = new LossPlot(curve);
    plot.line(curve, scores -> GUESSING, GREY);
    plot.line(curve, GanScores::discriminatorLoss, BLUE);
    plot.line(curve, GanScores::generatorLoss, ORANGE);
    return new RgbImage(WIDTH, HEIGHT, plot.rgb);
  }

  /** Column by column, joined vertically. */
  private void line(List<GanScores> curve, ToDoubleFunction<GanScores> value, int colour) {
    int before = row(value.applyAsDouble(curve.get(0)));
    for (int x = 0; x < WIDTH; x++) {
      double place = x * (curve.size() - 1) / (WIDTH - 1.0);
      int left = (int) place;
      int right = Math.min(left + 1, curve.size() - 1);
      double share = place - left;
      int y =
          row(
              (1 - share) * value.applyAsDouble(curve.get(left))
                  + share * value.applyAsDouble(curve.get(right)));
      for (int dot = Math.min(before, y); dot <= Math.max(before, y); dot++) {
        dot(x, dot, colour);
      }
      before = y;
    }
  }

  private int row(double value) {
    return (int) Math.round((1 - value / largest) * (HEIGHT - 1));
  }

  private void dot(int x, int y, int colour) {
    int at = 3 * (y * WIDTH + x);
    rgb[at] = (byte) (colour >> 16);
    rgb[at + 1] = (byte) (colour >> 8);
    rgb[at + 2] = (byte) colour;
  }
}
