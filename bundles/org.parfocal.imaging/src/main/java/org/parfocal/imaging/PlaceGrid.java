package org.parfocal.imaging;

import java.util.ArrayList;
import java.util.List;

/**
 * Where pyramids can stand in an image. The widest field of each lies inside the image, and the
 * finest fields of two overlap by no more than is allowed, by default not at all.
 */
public final class PlaceGrid {
  private final Range columns;
  private final Range rows;
  private final double finest;

  /** Where the finest field may begin along one axis, and how many fit beside each other. */
  private record Range(int first, int last, int step, int most) {
    static Range of(int length, double finest, double widest, double overlap) {
      int first = (int) Math.ceil((widest - finest) / 2);
      int last = (int) Math.floor(length - (widest + finest) / 2);
      int step = (int) Math.max(1, Math.ceil(finest * (1 - overlap)));
      return new Range(first, last, step, last < first ? 0 : (last - first) / step + 1);
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
    return of(width, height, levels, 0);
  }

  /**
   * The grid of an image.
   *
   * @param overlap share of the finest field's edge that two neighbours may have in common, from 0
   *     to below 1
   */
  public static PlaceGrid of(int width, int height, List<PyramidLevel> levels, double overlap) {
    double finest = levels.get(0).field();
    double widest = levels.get(levels.size() - 1).field();
    return new PlaceGrid(
        Range.of(width, finest, widest, overlap),
        Range.of(height, finest, widest, overlap),
        finest);
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

  /** Side by side from the upper left corner on, row by row; as {@link #spread} otherwise. */
  public List<Spot> rows(int wanted) {
    int count = (int) Math.min(wanted, room());
    List<Spot> spots = new ArrayList<>(count);
    for (int place = 0; place < count; place++) {
      int column = place % columns.most;
      int row = place / columns.most;
      spots.add(spot(columns.first + column * columns.step, rows.first + row * rows.step));
    }
    return spots;
  }

  /**
   * In the corners, row by row, then in the middle: five at most, and fewer in an image that has no
   * room for them beside each other.
   */
  public List<Spot> corners(int wanted) {
    List<Spot> spots = new ArrayList<>();
    if (room() == 0) {
      return spots;
    }
    for (Spot spot :
        List.of(
            spot(columns.first, rows.first),
            spot(columns.last, rows.first),
            spot(columns.first, rows.last),
            spot(columns.last, rows.last),
            spot(columns.begin(0, 1), rows.begin(0, 1)))) {
      if (spots.size() < wanted && spots.stream().allMatch(other -> isApart(spot, other))) {
        spots.add(spot);
      }
    }
    return spots;
  }

  private Spot spot(int left, int top) {
    return new Spot(left + finest / 2, top + finest / 2);
  }

  private boolean isApart(Spot one, Spot other) {
    return Math.abs(one.x() - other.x()) >= columns.step
        || Math.abs(one.y() - other.y()) >= rows.step;
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
