package org.parfocal.metric.calibration.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.statistics.PatientBootstrap;
import org.parfocal.statistics.TestPatients;

/**
 * Named numbers that are computed together.
 *
 * @param names of the numbers
 * @param values of the numbers as a function of how often each patient counts; NaN where undefined
 */
record Numbers(List<Name> names, Function<int[], double[]> values) {

  /**
   * What results say of a number.
   *
   * @param metric name of the metric
   * @param scope as in results
   * @param remark for the note; may be empty
   * @param undefined why it is undefined when each patient counts once; read only then
   */
  record Name(String metric, String scope, String remark, String undefined) {
    Name(String metric, String scope, String remark) {
      this(metric, scope, remark, "no images");
    }
  }

  /** A single number. */
  static Numbers of(Name name, ToDoubleFunction<int[]> value) {
    return new Numbers(List.of(name), weights -> new double[] {value.applyAsDouble(weights)});
  }

  /** The numbers with their intervals. */
  List<Score> scores(Part part, TestPatients patients, PatientBootstrap bootstrap) {
    double[] point = values.apply(PatientBootstrap.once(patients.count()));
    List<PatientBootstrap.Interval> intervals = bootstrap.intervals(names.size(), patients, values);
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < point.length; i++) {
      scores.add(score(names.get(i), part, point[i], intervals.get(i)));
    }
    return scores;
  }

  private static Score score(
      Name name, Part part, double value, PatientBootstrap.Interval interval) {
    if (Double.isNaN(value)) {
      return Score.undefined(name.metric, part, name.scope, name.undefined);
    }
    String note =
        Stream.of(interval.note(), interval.remark(), name.remark)
            .filter(said -> !said.isEmpty())
            .collect(Collectors.joining("; "));
    return new Score(name.metric, part, name.scope, value, interval.low(), interval.high(), note);
  }
}
