package org.parfocal.metric.signature.internal;

import java.util.Map;
import org.parfocal.api.Metric;
import org.parfocal.testkit.MetricContract;
import org.parfocal.testkit.OptionValues;

class SignatureMetricContractTest extends MetricContract {
  @Override
  protected Metric metric() {
    return new SignatureMetric(OptionValues.of(SignatureMetric.Options.class, Map.of()));
  }
}
