package org.parfocal.metric.domain.internal.scale;

import java.util.Map;
import org.parfocal.api.Metric;
import org.parfocal.testkit.MetricContract;

class ScaleResponseMetricContractTest extends MetricContract {
  @Override
  protected Metric metric() {
    return ScaleResponseMetricTest.metric(Map.of());
  }
}
