package org.parfocal.metric.domain.internal.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.metric.domain.internal.scale.Response.Cell;
import org.parfocal.statistics.PatientBootstrap;

/**
 * One number of a {@link Response}.
 *
 * @param metric name
 * @param scope training scales and scale of the test, training scales, or {@link Score#ALL}
 * @param value from the values of the cells; NaN where it is undefined
 * @param remark on how it is made
 * @param undefined why it is, if it is
 */
record ResponseNumber(
    String metric, Part part, String scope, Value value, String remark, String undefined) {
  private static final String NOT_BOTH_CLASSES = "the images are of one class";
  private static final String ONE_SCALE = "fewer than two scales have images of several classes";

  /** A number. */
  @FunctionalInterface
  interface Value {
    double of(double[][] cells);
  }

  /**
   * The matrix, the area and the worst scale of each training set, and those over all sets.
   *
   * @param names of the columns
   * @param point values of the cells with each patient and seed counted once
   */
  static List<ResponseNumber> of(Response response, ResponseColumns names, double[][] point) {
    List<ResponseNumber> matrix = new ArrayList<>();
    List<ResponseNumber> areas = new ArrayList<>();
    List<ResponseNumber> worst = new ArrayList<>();
    int set = 0;
    for (Map.Entry<String, List<Cell>> curve : response.curves().entrySet()) {
      String trained = curve.getKey();
      List<Cell> cells = curve.getValue();
      int row = set++;
      for (int column = 0; column < cells.size(); column++) {
        int place = column;
        matrix.add(
            new ResponseNumber(
                names.auc().name(),
                cells.get(column).part(),
                trained + " → " + cells.get(column).scale(),
                values -> values[row][place],
                "",
                NOT_BOTH_CLASSES));
      }
      Curve shape = Curve.of(cells, point[row]);
      areas.add(
          number(names.area(), trained, values -> shape.area(values[row]), shape.describedArea()));
      worst.add(
          number(
              names.worst(), trained, values -> shape.worst(values[row]), shape.describedWorst()));
    }
    areas.add(number(names.area(), Score.ALL, mean(areas), "mean over the training sets"));
    worst.add(number(names.worst(), Score.ALL, least(worst), "the worst of all training sets"));
    return Stream.of(matrix, areas, worst).flatMap(List::stream).toList();
  }

  private static ResponseNumber number(
      MetricColumn column, String scope, Value value, String remark) {
    return new ResponseNumber(column.name(), Part.TEST, scope, value, remark, ONE_SCALE);
  }

  private static Value mean(List<ResponseNumber> of) {
    List<Value> values = of.stream().map(ResponseNumber::value).toList();
    return cells -> values.stream().mapToDouble(each -> each.of(cells)).average().orElseThrow();
  }

  private static Value least(List<ResponseNumber> of) {
    List<Value> values = of.stream().map(ResponseNumber::value).toList();
    return cells -> values.stream().mapToDouble(each -> each.of(cells)).min().orElseThrow();
  }

  /** The same, meant as this variant's minus another one's. */
  ResponseNumber difference(String than) {
    return new ResponseNumber(
        metric + MetricColumn.DIFFERENCE,
        part,
        scope,
        value,
        joined("minus " + than, remark),
        undefined);
  }

  /** As a score. */
  StudyScore score(double of, PatientBootstrap.Interval interval) {
    return StudyScore.overAll(
        Double.isNaN(of)
            ? Score.undefined(metric, part, scope, undefined)
            : new Score(
                metric,
                part,
                scope,
                of,
                interval.low(),
                interval.high(),
                joined(interval.note(), interval.remark(), remark)));
  }

  private static String joined(String... notes) {
    return Stream.of(notes).filter(note -> !note.isEmpty()).collect(Collectors.joining("; "));
  }

  /**
   * The curve of a training set, over the scales at which it is defined.
   *
   * @param scales µm per pixel, of all cells
   * @param defined places of the cells that are
   * @param lowest where the curve is lowest
   */
  private record Curve(List<Double> scales, List<Integer> defined, int lowest) {
    static Curve of(List<Cell> cells, double[] point) {
      List<Integer> defined =
          IntStream.range(0, point.length)
              .filter(place -> !Double.isNaN(point[place]))
              .boxed()
              .toList();
      int lowest = -1;
      for (int place : defined) {
        lowest = lowest < 0 || point[place] < point[lowest] ? place : lowest;
      }
      return new Curve(cells.stream().map(Cell::scale).toList(), defined, lowest);
    }

    /** The mean height, by the trapezoidal rule over the logarithm of the scale. */
    double area(double[] values) {
      double area = 0;
      for (int i = 1; i < defined.size(); i++) {
        area += width(i) * (values[defined.get(i - 1)] + values[defined.get(i)]) / 2;
      }
      double width = IntStream.range(1, defined.size()).mapToDouble(this::width).sum();
      return defined.size() < 2 ? Double.NaN : area / width;
    }

    private double width(int i) {
      return Math.log(scales.get(defined.get(i)) / scales.get(defined.get(i - 1)));
    }

    double worst(double[] values) {
      return defined.size() < 2
          ? Double.NaN
          : defined.stream().mapToDouble(place -> values[place]).reduce(1, Math::min);
    }

    String describedArea() {
      return defined.size() < 2
          ? ""
          : joined(
              "mean over log2 µm per pixel from %s to %s, %d scales"
                  .formatted(
                      scales.get(defined.get(0)),
                      scales.get(defined.get(defined.size() - 1)),
                      defined.size()),
              missing());
    }

    String describedWorst() {
      return defined.size() < 2
          ? ""
          : joined("at %s µm per pixel".formatted(scales.get(lowest)), missing());
    }

    private String missing() {
      List<Double> missing =
          IntStream.range(0, scales.size())
              .filter(place -> !defined.contains(place))
              .mapToObj(scales::get)
              .toList();
      return missing.isEmpty() ? "" : "undefined at " + missing;
    }
  }
}
