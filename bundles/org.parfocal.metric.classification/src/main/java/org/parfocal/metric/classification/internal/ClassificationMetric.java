package org.parfocal.metric.classification.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Magnifications;
import org.parfocal.api.Metric;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Plugin;
import org.parfocal.api.Prediction;
import org.parfocal.api.Score;
import org.parfocal.api.StudyMetric;
import org.parfocal.api.StudyScore;
import org.parfocal.statistics.PatientBootstrap;

/**
 * How well images, and patients, are classified: in the test part and in the seen part, over all
 * images, at each magnification, and at the worst one; and how well over all folds and seeds of a
 * study, beside its first variant ({@link StudyClassification}).
 */
@Component(
    service = {Metric.class, StudyMetric.class},
    configurationPid = ClassificationMetric.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "metrics", name = "classification")
@Designate(ocd = ClassificationMetric.Options.class, factory = true)
public final class ClassificationMetric implements Metric, StudyMetric {
  static final String PID = "org.parfocal.metric.classification";

  private final boolean fixedThreshold;
  private final PatientBootstrap bootstrap;

  /** Options of the metric {@code classification}. */
  @ObjectClassDefinition(
      name = "Classification",
      description =
          "Accuracy, balanced accuracy, macro-F1, ROC-AUC, sensitivity, specificity, Brier score,"
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
  }

  /** Called by Declarative Services. */
  @Activate
  public ClassificationMetric(Options options) {
    this(
        new PatientBootstrap(options.bootstrap_draws(), options.bootstrap_seed()),
        options.threshold() == ThresholdRule.FIXED);
  }

  ClassificationMetric(PatientBootstrap bootstrap, boolean fixedThreshold) {
    this.bootstrap = bootstrap;
    this.fixedThreshold = fixedThreshold;
  }

  @Override
  public List<Score> score(Outcome outcome) {
    List<Prediction> predictions =
        Arrangement.inOrder(
            outcome.predictions().stream()
                .filter(prediction -> prediction.part() != Part.TRAINING));
    Arrangement arrangement = new Arrangement(outcome.classes(), predictions, fixedThreshold);
    List<Score> scores = new ArrayList<>();
    for (Part part : List.of(Part.TEST, Part.SEEN)) {
      List<Prediction> scored =
          predictions.stream().filter(prediction -> prediction.part() == part).toList();
      if (!scored.isEmpty()) {
        scores.addAll(scores(part, scored, arrangement));
      }
    }
    return scores;
  }

  @Override
  public List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference) {
    return new StudyClassification(bootstrap, fixedThreshold).score(outcomes, reference);
  }

  private List<Score> scores(Part part, List<Prediction> predictions, Arrangement arrangement) {
    ScopeResult all = result(part, Score.ALL, predictions, arrangement);
    List<ScopeResult> magnifications = new ArrayList<>();
    byMagnification(predictions)
        .forEach(
            (magnification, some) ->
                magnifications.add(
                    some.size() == predictions.size()
                        ? all.as(magnification)
                        : result(part, magnification, some, arrangement)));
    List<Score> scores = all.scores();
    magnifications.forEach(magnification -> scores.addAll(magnification.scores()));
    scores.addAll(WorstMagnification.of(part, all, magnifications));
    return scores;
  }

  private ScopeResult result(
      Part part, String scope, List<Prediction> predictions, Arrangement arrangement) {
    return ScopeResult.of(
        part, scope, arrangement.cases(predictions), bootstrap, arrangement.thresholdNote());
  }

  private static SortedMap<String, List<Prediction>> byMagnification(List<Prediction> predictions) {
    SortedMap<String, List<Prediction>> groups = new TreeMap<>(Magnifications.ORDER);
    for (Prediction prediction : predictions) {
      String magnification = prediction.magnification();
      if (magnification != null) {
        groups.computeIfAbsent(magnification, name -> new ArrayList<>()).add(prediction);
      }
    }
    return groups;
  }
}
