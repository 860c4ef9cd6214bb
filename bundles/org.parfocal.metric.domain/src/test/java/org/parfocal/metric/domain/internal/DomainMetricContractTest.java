package org.parfocal.metric.domain.internal;

import java.util.Map;
import org.parfocal.api.Metric;
import org.parfocal.testkit.MetricContract;
import org.parfocal.testkit.OptionValues;

class DomainMetricContractTest extends MetricContract {
  @Override
  protected Metric metric() {
    return new DomainMetric(OptionValues.of(DomainMetric.Options.class, Map.of()));
  }
}
