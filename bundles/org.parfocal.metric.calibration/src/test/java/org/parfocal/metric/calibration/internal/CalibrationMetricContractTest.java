package org.parfocal.metric.calibration.internal;

import java.util.Map;
import org.parfocal.api.Metric;
import org.parfocal.testkit.MetricContract;
import org.parfocal.testkit.OptionValues;

class CalibrationMetricContractTest extends MetricContract {
  @Override
  protected Metric metric() {
    return new CalibrationMetric(OptionValues.of(CalibrationMetric.Options.class, Map.of()));
  }
}
