package org.parfocal.metric.classification.internal;

import java.util.Map;
import org.parfocal.api.Metric;
import org.parfocal.testkit.MetricContract;
import org.parfocal.testkit.OptionValues;

class ClassificationMetricContractTest extends MetricContract {
  @Override
  protected Metric metric() {
    return new ClassificationMetric(OptionValues.of(ClassificationMetric.Options.class, Map.of()));
  }
}
