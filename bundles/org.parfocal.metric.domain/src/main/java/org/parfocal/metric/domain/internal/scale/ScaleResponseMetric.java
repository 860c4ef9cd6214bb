package org.parfocal.metric.domain.internal.scale;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Limits;
import org.parfocal.api.Metric;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Outcome;
import org.parfocal.api.Plugin;
import org.parfocal.api.StudyScore;
import org.parfocal.statistics.PatientBootstrap;

/**
 * The AUC of unseen patients as a function of the µm per pixel of their images, for each set of
 * scales that was trained at: by the model, and by probes of its embeddings.
 *
 * <p>Of each judge {@code response-auc} is the matrix, whose scope is {@code 0.5+1.0 → 1.414}: the
 * scales of training, that of the tested images (part seen where training saw it, test where not).
 * The predictions of all patient folds are scored together, the mean is taken over the seeds.
 * {@code response-area} is the mean of a training set's curve over log2 µm per pixel, by the
 * trapezoidal rule; {@code response-worst} its lowest value. Intervals draw test patients, the same
 * for all scales, and pick the worst scale anew in each draw.
 *
 * <p>Testing probes at scales between those of training follows Möllers et al. (arXiv 2601.02198).
 */
@Component(
    service = Metric.class,
    configurationPid = "org.parfocal.metric.scale-response",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "metrics", name = "scale-response")
@Designate(ocd = ScaleResponseMetric.Options.class, factory = true)
public final class ScaleResponseMetric implements Metric {
  private final List<Judge> judges = new ArrayList<>();
  private final PatientBootstrap bootstrap;

  /** Options of the metric {@code scale-response}. */
  @ObjectClassDefinition(
      name = "Scale response",
      description =
          "AUC of unseen patients by the µm per pixel of training and of the test, its mean over"
              + " the scales and its worst value, for the protocol scale-response; by the model,"
              + " and by probes that are fitted on the embeddings of the training images")
  @interface Options {
    @AttributeDefinition(
        description =
            "C of the L2 logistic regression on standardised embeddings, the weight of the losses"
                + " against the penalty; 0 for no such probe",
        min = "0",
        max = "1e6")
    double logistic_c() default 0.01;

    @AttributeDefinition(
        description = "Neighbours of the nearest-neighbour probe (cosine); 0 for no such probe",
        min = "0",
        max = "10000")
    int neighbours() default 20;

    @AttributeDefinition(
        required = false,
        description =
            "Training patients a class of the few-shot probes, one probe each: nearest class mean"
                + " of all of their images; none for no such probe",
        min = "1",
        max = "10000")
    @Limits(maxItems = 8)
    int[] few_shot_patients() default {2};

    @AttributeDefinition(
        description = "Draws of these patients, whose mean is reported",
        min = "1",
        max = "1000")
    int few_shot_draws() default 10;

    @AttributeDefinition(description = "Seed of these draws")
    long few_shot_seed() default 2016;

    @AttributeDefinition(
        description = "Draws of test patients for the 95 % intervals; 0 for no intervals",
        min = "0",
        max = "100000")
    int bootstrap_draws() default 1000;

    @AttributeDefinition(description = "Seed of these draws")
    long bootstrap_seed() default 2016;
  }

  /**
   * Called by Declarative Services.
   *
   * @throws ConfigurationException if a number of few-shot patients is there twice
   */
  @Activate
  public ScaleResponseMetric(Options options) {
    this(options, new PatientBootstrap(options.bootstrap_draws(), options.bootstrap_seed()));
  }

  ScaleResponseMetric(Options options, PatientBootstrap bootstrap) {
    this.bootstrap = bootstrap;
    judges.add(Judge.model());
    if (options.logistic_c() > 0) {
      judges.add(new LogisticProbe(options.logistic_c()));
    }
    if (options.neighbours() > 0) {
      judges.add(new NeighbourProbe(options.neighbours()));
    }
    Set<Integer> seen = new HashSet<>();
    for (int patients : options.few_shot_patients()) {
      if (!seen.add(patients)) {
        throw new ConfigurationException(
            "metrics.scale-response.few-shot-patients has %d twice; leave one out."
                .formatted(patients));
      }
      judges.add(new FewShotProbe(patients, options.few_shot_draws(), options.few_shot_seed()));
    }
  }

  @Override
  public List<MetricColumn> columns() {
    return judges.stream().flatMap(judge -> ResponseColumns.of(judge).all().stream()).toList();
  }

  @Override
  public List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference) {
    return judges.stream()
        .flatMap(judge -> new ResponseScores(judge, bootstrap).score(outcomes, reference).stream())
        .toList();
  }
}
