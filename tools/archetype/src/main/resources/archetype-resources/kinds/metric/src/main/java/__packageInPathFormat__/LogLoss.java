package ${package};

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.*;
import org.osgi.service.metatype.annotations.*;
import org.parfocal.api.*;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;

/** The mean of −log p of the true class. */
@Component(
    service = Metric.class,
    configurationPid = "${package}",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.METRICS, name = "${name}")
@Designate(ocd = LogLoss.Options.class, factory = true)
public final class LogLoss implements Metric {

  @ObjectClassDefinition(name = "Log loss", description = "Mean of -log p of the true class.")
  public @interface Options {
    @AttributeDefinition(description = "A smaller probability counts as this.", max = "1")
    @Limits(above = 0)
    double floor() default 1e-12;
  }

  private static final MetricColumn LOSS =
      MetricColumn.of("${name}", "log loss", Better.SMALLER)
          .described("mean of -log p of the true class")
          .unit("nats");

  private final double floor;

  @Activate
  public LogLoss(Options options) {
    floor = options.floor();
  }

  @Override
  public List<MetricColumn> columns() {
    return List.of(LOSS.shown(Table.FOLDS));
  }

  @Override
  public List<Score> score(Outcome outcome) {
    return Stream.of(Part.TEST, Part.SEEN).map(part -> score(part, outcome.part(part))).toList();
  }

  private Score score(Part part, List<Prediction> predictions) {
    OptionalDouble loss =
        predictions.stream()
            .mapToDouble(p -> -Math.log(Math.max(floor, p.probabilities().get(p.label()))))
            .average();
    return loss.isPresent()
        ? Score.of(LOSS.name(), part, Score.ALL, loss.getAsDouble())
        : Score.undefined(LOSS.name(), part, Score.ALL, "the part is empty");
  }
}
