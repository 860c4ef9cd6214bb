package org.parfocal.imaging;

import java.util.ArrayList;
import java.util.List;

/**
 * Where pyramids can stand in an image: on a grid, as far apart as the image allows. The widest
 * field of each lies inside the image, and the finest fields of two never overlap.
 */
public final class PlaceGrid {
  private final Range columns;
  private final Range rows;
  private final double finest;

  /** Where the finest field may begin along one axis, and how many fit beside each other. */
  private record Range(int first, int last, int most) {
    static Range of(int length, double finest, double widest) {
      int first = (int) Math.ceil((widest - finest) / 2);
      int last = (int) Math.floor(length - (widest + finest) / 2);
      return new Range(
          first, last, last < first ? 0 : (last - first) / (int) Math.ceil(finest) + 1);
    }

    /**
     * Begin of field {@code i} of {@code count}: from border to border; one alone in the middle.
     */
    int begin(int i, int count) {
      return count == 1
          ? first + (last - first) / 2
          : first + (int) ((long) i * (last - first) / (count - 1));
    }

    double gap(int count) {
      return (last - first + 1.0) / count;
    }
  }

  private PlaceGrid(Range columns, Range rows, double finest) {
    this.columns = columns;
    this.rows = rows;
    this.finest = finest;
  }

  /**
   * The grid of an image.
   *
   * @param width of the image, in pixels
   * @param height of the image, in pixels
   * @param levels finest first
   */
  public static PlaceGrid of(int width, int height, List<PyramidLevel> levels) {
    double finest = levels.get(0).field();
    double widest = levels.get(levels.size() - 1).field();
    return new PlaceGrid(Range.of(width, finest, widest), Range.of(height, finest, widest), finest);
  }

  /** How many places the image has room for. */
  public long room() {
    return (long) columns.most * rows.most;
  }

  /**
   * Spreads places over the image, row by row.
   *
   * @param wanted at least 1; where the image has room for fewer, it is as many as that
   */
  public List<Spot> spread(int wanted) {
    int count = (int) Math.min(wanted, room());
    List<Spot> spots = new ArrayList<>(count);
    int lines = count == 0 ? 0 : lines(count);
    for (int line = 0; line < lines; line++) {
      int before = (int) ((long) count * line / lines);
      int inLine = (int) ((long) count * (line + 1) / lines) - before;
      for (int i = 0; i < inLine; i++) {
        spots.add(
            new Spot(columns.begin(i, inLine) + finest / 2, rows.begin(line, lines) + finest / 2));
      }
    }
    return spots;
  }

  /** The number of rows with which gaps are most alike in both directions. */
  private int lines(int count) {
    int best = 0;
    double bestDifference = Double.POSITIVE_INFINITY;
    for (int lines = 1; lines <= Math.min(count, rows.most); lines++) {
      int inLine = (count + lines - 1) / lines;
      double difference = Math.abs(Math.log(columns.gap(inLine) / rows.gap(lines)));
      if (inLine <= columns.most && difference < bestDifference) {
        best = lines;
        bestDifference = difference;
      }
    }
    return best;
  }
}
