package org.parfocal.metric.domain.internal.scale;

import java.util.List;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;

/**
 * The columns of one judge.
 *
 * @param auc by the scales of training and that of the test
 * @param area mean over the scales of the test
 * @param worst at the worst scale
 */
record ResponseColumns(MetricColumn auc, MetricColumn area, MetricColumn worst) {
  private static final String RANGE = "0 to 1";
  private static final Table[] BOTH = {Table.COMPARISON, Table.SCOPES};

  static ResponseColumns of(Judge judge) {
    boolean model = judge.name().isEmpty();
    String name = model ? "response-" : "response-%s-".formatted(judge.name());
    return new ResponseColumns(
        MetricColumn.of(name + "auc", judge.heading() + "AUC by scale", Better.LARGER)
            .described("µm per pixel of training → of the test, " + judge.description())
            .unit(RANGE)
            .averaged()
            .shown(Table.SCOPES),
        MetricColumn.of(name + "area", judge.heading() + "AUC over scales", Better.LARGER)
            .described("mean over log2 µm per pixel of the test, " + judge.description())
            .unit(RANGE)
            .averaged()
            .shown(model ? BOTH : new Table[] {Table.COMPARISON}),
        MetricColumn.of(name + "worst", judge.heading() + "AUC at the worst scale", Better.LARGER)
            .described("of the test, " + judge.description())
            .unit(RANGE)
            .averaged()
            .shown(model ? BOTH : new Table[0]));
  }

  /** In the order of reports. */
  List<MetricColumn> all() {
    return List.of(
        area,
        area.difference(area.heading() + ", gain")
            .shown(area.in(Table.SCOPES) ? new Table[] {Table.COMPARISON} : new Table[0]),
        worst,
        worst.difference(worst.heading() + ", gain").shown(),
        auc,
        auc.difference(auc.heading() + ", gain").shown());
  }
}
