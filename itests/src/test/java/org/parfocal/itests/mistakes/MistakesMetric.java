package org.parfocal.itests.mistakes;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Metric;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Plugin;
import org.parfocal.api.Prediction;
import org.parfocal.api.Score;
import org.parfocal.api.Sections;

/** A lab's own metric, as small as can be: how many test images are taken for the wrong class. */
@Component(
    service = Metric.class,
    configurationPid = MistakesMetric.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.METRICS, name = "mistakes")
@Designate(ocd = MistakesMetric.Options.class, factory = true)
public final class MistakesMetric implements Metric {
  static final String PID = "org.parfocal.itests.mistakes";

  /** Options. */
  @ObjectClassDefinition(name = "Mistakes", description = "counts test images of the wrong class")
  public @interface Options {
    @AttributeDefinition(
        description = "smallest probability of the true class that is right",
        min = "0",
        max = "1")
    double right() default 0.5;
  }

  private final double right;

  @Activate
  public MistakesMetric(Options options) {
    right = options.right();
  }

  @Override
  public List<MetricColumn> columns() {
    return List.of(
        MetricColumn.of("mistakes", "mistakes", Better.SMALLER)
            .described("test images that are taken for the wrong class")
            .unit("images")
            .decimals(1)
            .averaged());
  }

  @Override
  public List<Score> score(Outcome outcome) {
    double wrong = outcome.part(Part.TEST).stream().filter(this::isWrong).count();
    return List.of(Score.of("mistakes", Part.TEST, Score.ALL, wrong));
  }

  private boolean isWrong(Prediction prediction) {
    return prediction.probabilities().get(prediction.label()) < right;
  }
}
