package org.parfocal.platform.first;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Metric;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Plugin;

/** Scores nothing. */
@Component(
    service = Metric.class,
    configurationPid = "test.metric.count",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "metrics", name = "count")
@Designate(ocd = CountMetric.Options.class, factory = true)
public final class CountMetric implements Metric {
  @ObjectClassDefinition(name = "Count", description = "Scores nothing")
  @interface Options {
    @AttributeDefinition(description = "Draws", min = "1")
    int draws() default 10;
  }

  @Override
  public List<MetricColumn> columns() {
    return List.of();
  }
}
