package org.parfocal.metric.classification.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Table;

/** The measure that a study is told by: a job's words, the comparison and its tests. */
enum HeadlineMeasure {
  AUC(Measure.AUC),
  BALANCED_ACCURACY(Measure.BALANCED_ACCURACY),
  ACCURACY(Measure.ACCURACY),
  MACRO_F1(Measure.MACRO_F1),
  BRIER(Measure.BRIER);

  /** Those of which the comparison has the mean, the gain and the price whatever the headline. */
  private static final List<MetricColumn> COMPARED =
      List.of(Measure.AUC, Measure.BRIER, Measure.BALANCED_ACCURACY);

  private final MetricColumn measure;

  HeadlineMeasure(MetricColumn measure) {
    this.measure = measure;
  }

  /** These columns, of which this one is the headline and no other. */
  List<MetricColumn> among(List<MetricColumn> columns) {
    return columns.stream()
        .map(
            column -> {
              if (column.name().equals(measure.name())) {
                return column.shown(Table.HEADLINE, Table.FOLDS);
              }
              return column.in(Table.HEADLINE) ? column.shown(Table.FOLDS) : column;
            })
        .toList();
  }

  /** The columns of what is shown of a study, the headline's first. */
  List<MetricColumn> ofStudy() {
    List<MetricColumn> columns =
        new ArrayList<>(List.of(measure.validation().shown(Table.COMPARISON)));
    columns.addAll(mean(measure, Table.COMPARISON));
    columns.add(measure.seen().shown(Table.COMPARISON));
    columns.addAll(lost(measure));
    columns.add(measure.worst().shown(Table.COMPARISON));
    columns.add(measure.worst().difference("worst %s gain".formatted(measure.heading())));
    Stream.concat(COMPARED.stream(), Stream.of(Measure.MACRO_F1))
        .filter(other -> !other.name().equals(measure.name()))
        .forEach(
            other -> {
              boolean compared = COMPARED.contains(other);
              columns.addAll(compared ? mean(other, Table.COMPARISON) : mean(other, new Table[0]));
              if (compared) {
                columns.addAll(lost(other));
              }
            });
    return columns;
  }

  private static List<MetricColumn> mean(MetricColumn of, Table... where) {
    MetricColumn mean = of.mean().shown(where);
    String gain = of.better() == MetricColumn.Better.SMALLER ? "change" : "gain";
    return List.of(mean, mean.difference("%s %s".formatted(of.heading(), gain)));
  }

  private static List<MetricColumn> lost(MetricColumn of) {
    MetricColumn lost = of.lost().shown(Table.COMPARISON);
    return List.of(lost, lost.difference(lost.heading() + ", change").shown());
  }
}
