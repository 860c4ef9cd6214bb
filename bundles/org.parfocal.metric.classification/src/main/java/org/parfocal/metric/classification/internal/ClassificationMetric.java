package org.parfocal.metric.classification.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Limits;
import org.parfocal.api.Metric;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Plugin;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.statistics.PatientBootstrap;
import org.parfocal.statistics.StudyIntervals;
import org.parfocal.statistics.TestPatients;

/**
 * How well images, and patients, are classified: in the test part and in the seen part, over all
 * images, in each domain (magnification, unless the protocol varies another field), and in the
 * worst one; and how well over all folds and seeds of a study, beside its first variant ({@link
 * StudyIntervals}).
 */
@Component(
    service = Metric.class,
    configurationPid = "org.parfocal.metric.classification",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "metrics", name = "classification")
@Designate(ocd = ClassificationMetric.Options.class, factory = true)
public final class ClassificationMetric implements Metric {
  private final boolean fixedThreshold;
  private final PatientBootstrap bootstrap;
  private final HeadlineMeasure headline;
  private final double region;
  private final ValueScores values;

  /** Options of the metric {@code classification}. */
  @ObjectClassDefinition(
      name = "Classification",
      description =
          "Accuracy, balanced accuracy, macro-F1, ROC-AUC (of more than two classes the macro mean,"
              + " one-vs-rest), sensitivity, specificity, Brier score,"
              + " confusion matrix, patient recognition rate and patient AUC")
  @interface Options {
    @AttributeDefinition(
        description = "Draws of patients for the 95 % intervals; 0 for no intervals",
        min = "0",
        max = "100000")
    int bootstrap_draws() default 1000;

    @AttributeDefinition(description = "Seed of these draws")
    long bootstrap_seed() default 2016;

    @AttributeDefinition(
        description =
            "Probability from which on an image is positive, for two classes: validation takes the"
                + " one with the largest balanced accuracy on each fold's validation images; fixed"
                + " takes 0.5. More classes: the most probable one")
    ThresholdRule threshold() default ThresholdRule.VALIDATION;

    @AttributeDefinition(
        description =
            "Headline measure, by which jobs and comparisons are summarised; with many classes"
                + " balanced accuracy may say more than the AUC")
    HeadlineMeasure headline() default HeadlineMeasure.AUC;

    @AttributeDefinition(
        description =
            "Region of practical equivalence: a smaller gain of the headline measure makes no"
                + " difference in practice",
        min = "0",
        max = "1")
    double practical_difference() default 0.01;

    @AttributeDefinition(
        required = false,
        description =
            "Fields by whose values the test images are also scored, for example slide, subtype or"
                + " centre; the scopes are called subtype=DC")
    @Limits(maxItems = 32)
    String[] by() default {};
  }

  /** Called by Declarative Services. */
  @Activate
  public ClassificationMetric(Options options) {
    this(
        new PatientBootstrap(options.bootstrap_draws(), options.bootstrap_seed()),
        options.threshold() == ThresholdRule.FIXED,
        options.headline(),
        options.practical_difference(),
        ValueScores.of(options.by()));
  }

  ClassificationMetric(PatientBootstrap bootstrap, boolean fixedThreshold) {
    this(bootstrap, fixedThreshold, HeadlineMeasure.AUC, 0.01, new ValueScores(List.of()));
  }

  ClassificationMetric(
      PatientBootstrap bootstrap,
      boolean fixedThreshold,
      HeadlineMeasure headline,
      double region,
      ValueScores values) {
    this.bootstrap = bootstrap;
    this.fixedThreshold = fixedThreshold;
    this.headline = headline;
    this.region = region;
    this.values = values;
  }

  @Override
  public List<MetricColumn> columns() {
    return Stream.of(
            headline.ofStudy(),
            headline.among(Measure.COLUMNS),
            values.fields().isEmpty() ? List.<MetricColumn>of() : List.of(ValueScores.AUC))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public List<MetricColumn> columns(int classes) {
    return columns().stream().map(column -> Measure.worded(column, classes)).toList();
  }

  @Override
  public List<Score> score(Outcome outcome) {
    List<Score> scores = new ArrayList<>(inDomains(outcome));
    scores.addAll(values.ofFold(outcome, this::inDomains));
    return scores;
  }

  private List<Score> inDomains(Outcome outcome) {
    List<Prediction> predictions =
        PredictionArrays.inOrder(
            outcome.predictions().stream()
                .filter(prediction -> prediction.part() != Part.TRAINING));
    PredictionArrays.Builder builder =
        new PredictionArrays.Builder(outcome.classes(), predictions, fixedThreshold);
    List<Score> scores = new ArrayList<>();
    for (Part part : List.of(Part.TEST, Part.SEEN)) {
      List<Prediction> scored =
          predictions.stream().filter(prediction -> prediction.part() == part).toList();
      if (!scored.isEmpty()) {
        scores.addAll(scores(outcome.field(), part, scored, builder));
      }
    }
    return scores;
  }

  @Override
  public List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference) {
    StudyIntervals intervals =
        new StudyIntervals(bootstrap, new StudyClassification(fixedThreshold, headline), region);
    List<StudyScore> scores = new ArrayList<>(intervals.score(outcomes, reference));
    scores.addAll(values.overAll(outcomes, by -> intervals.score(by, List.of())));
    return scores;
  }

  private List<Score> scores(
      SampleField field,
      Part part,
      List<Prediction> predictions,
      PredictionArrays.Builder builder) {
    ScopeResult all = result(part, Score.ALL, predictions, builder);
    List<ScopeResult> domains = new ArrayList<>();
    Outcome.byDomain(predictions)
        .forEach(
            (domain, some) ->
                domains.add(
                    some.size() == predictions.size()
                        ? all.as(domain)
                        : result(part, domain, some, builder)));
    List<Score> scores = all.scores();
    domains.forEach(domain -> scores.addAll(domain.scores()));
    scores.addAll(new WorstDomain(field, part).of(all, domains));
    return scores;
  }

  private ScopeResult result(
      Part part, String scope, List<Prediction> predictions, PredictionArrays.Builder builder) {
    PredictionArrays arrays = builder.arrays(predictions);
    return ScopeResult.of(
        part,
        scope,
        arrays,
        TestPatients.of(predictions, arrays.classes()),
        bootstrap,
        builder.thresholdNote());
  }
}
