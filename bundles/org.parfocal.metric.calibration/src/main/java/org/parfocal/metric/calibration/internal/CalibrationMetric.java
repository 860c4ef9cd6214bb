package org.parfocal.metric.calibration.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Metric;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Plugin;
import org.parfocal.api.Prediction;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.statistics.PatientBootstrap;
import org.parfocal.statistics.StudyIntervals;
import org.parfocal.statistics.TestPatients;

/**
 * Whether probabilities are what they say: in the test part and in the seen part, over all images
 * and in each domain (magnification, unless the protocol varies another field), with 95 % intervals
 * from drawing patients; and the mean over all folds and seeds of a study, beside its first variant
 * ({@link StudyIntervals}). Nothing is fitted: no temperature, no recalibration.
 *
 * <p>For two classes the positive class' probability is judged, for more that of the most probable
 * class against whether it is the true one.
 *
 * <ul>
 *   <li>{@code ece-equal-mass}, {@code ece-equal-width}: expected calibration error (Naeini, Cooper
 *       and Hauskrecht 2015; Guo et al. 2017), with bins of about equally many images and with bins
 *       of equal width. It is biased upwards where bins hold few images, and more so in the draws
 *       of an interval, which may therefore lie above the value.
 *   <li>{@code negative-log-likelihood} in nats, probabilities clipped at 1e-12.
 *   <li>{@code calibration-brier} (the same number as {@code brier} of the metric {@code
 *       classification}) = {@code brier-reliability} − {@code brier-resolution} + {@code
 *       brier-uncertainty} + {@code brier-within-bins}; see {@link BrierParts}.
 *   <li>{@code reliability-confidence}, {@code -frequency}, {@code -count} of each bin; see {@link
 *       ReliabilityTable}.
 * </ul>
 */
@Component(
    service = Metric.class,
    configurationPid = "org.parfocal.metric.calibration",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "metrics", name = "calibration")
@Designate(ocd = CalibrationMetric.Options.class, factory = true)
public final class CalibrationMetric implements Metric {
  private static final MetricColumn ECE =
      ofFold("ece-equal-mass", "ECE", Better.SMALLER)
          .described(
              "expected calibration error, bins of equal mass; biased upwards from few images, and"
                  + " so is its interval, which rarely holds the true value (docs/coverage.md)")
          .shown(Table.FOLDS);
  private static final MetricColumn LIKELIHOOD =
      ofFold("negative-log-likelihood", "NLL", Better.SMALLER).unit("nats");

  /** What a scope is measured by, in the order of its numbers. */
  static final List<MetricColumn> MEASURED =
      List.of(
          ECE,
          ofFold("ece-equal-width", "ECE, equal width", Better.SMALLER),
          LIKELIHOOD,
          ofFold("calibration-brier", "Brier", Better.SMALLER),
          ofFold("brier-reliability", "reliability", Better.SMALLER),
          ofFold("brier-resolution", "resolution", Better.LARGER),
          ofFold("brier-uncertainty", "uncertainty", Better.NEITHER),
          ofFold("brier-within-bins", "within bins", Better.NEITHER));

  private static final List<MetricColumn> COLUMNS =
      Stream.concat(
              Stream.of(
                  ECE.mean().shown(Table.COMPARISON),
                  ECE.mean().difference("ECE change").shown(Table.COMPARISON),
                  ECE.lost().shown(Table.COMPARISON),
                  LIKELIHOOD.mean(),
                  LIKELIHOOD.mean().difference("NLL change")),
              MEASURED.stream())
          .toList();

  private static MetricColumn ofFold(String name, String heading, Better better) {
    return MetricColumn.of(name, heading, better).unit("0 to 1").shown();
  }

  private final int bins;
  private final PatientBootstrap bootstrap;

  /** Options of the metric {@code calibration}. */
  @ObjectClassDefinition(
      name = "Calibration",
      description =
          "Expected calibration error with bins of equal mass and of equal width, negative log"
              + " likelihood, the Brier score and its parts, and the reliability table")
  @interface Options {
    @AttributeDefinition(
        description = "Bins of the calibration errors and of the reliability table",
        min = "1",
        max = "99")
    int bins() default 15;

    @AttributeDefinition(
        description = "Draws of patients for the 95 % intervals; 0 for no intervals",
        min = "0",
        max = "100000")
    int bootstrap_draws() default 1000;

    @AttributeDefinition(description = "Seed of these draws")
    long bootstrap_seed() default 2016;
  }

  /** Called by Declarative Services. */
  @Activate
  public CalibrationMetric(Options options) {
    this(options.bins(), new PatientBootstrap(options.bootstrap_draws(), options.bootstrap_seed()));
  }

  CalibrationMetric(int bins, PatientBootstrap bootstrap) {
    this.bins = bins;
    this.bootstrap = bootstrap;
  }

  @Override
  public List<MetricColumn> columns() {
    return COLUMNS;
  }

  @Override
  public List<Score> score(Outcome outcome) {
    List<Score> scores = new ArrayList<>();
    for (Part part : List.of(Part.TEST, Part.SEEN)) {
      List<Prediction> predictions = inOrder(outcome.part(part).stream());
      if (!predictions.isEmpty()) {
        scores.addAll(scores(part, predictions, outcome.classes()));
      }
    }
    return scores;
  }

  @Override
  public List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference) {
    return new StudyIntervals(bootstrap, new StudyCalibration(bins)).score(outcomes, reference);
  }

  /** Sorted, so that sums do not depend on the order in which predictions were stored. */
  static List<Prediction> inOrder(Stream<Prediction> predictions) {
    return predictions
        .sorted(Comparator.comparing(Prediction::fold).thenComparing(Prediction::sample))
        .toList();
  }

  private List<Score> scores(Part part, List<Prediction> predictions, List<String> classes) {
    List<Score> scores = new ArrayList<>(scores(part, Score.ALL, predictions, classes));
    Outcome.byDomain(predictions)
        .forEach((scope, some) -> scores.addAll(scores(part, scope, some, classes)));
    Forecasts forecasts = Forecasts.of(predictions, patients(predictions), classes.size());
    scores.addAll(
        new ReliabilityTable(forecasts, bins)
            .scores(part, TestPatients.of(predictions, classes), bootstrap));
    return scores;
  }

  private List<Score> scores(
      Part part, String scope, List<Prediction> predictions, List<String> classes) {
    TestPatients patients = TestPatients.of(predictions, classes);
    return measured(scope, predictions, patients(predictions), classes.size(), bins).stream()
        .flatMap(numbers -> numbers.scores(part, patients, bootstrap).stream())
        .toList();
  }

  /** The numbers of {@link #MEASURED}. */
  static List<Numbers> measured(
      String scope, List<Prediction> predictions, List<String> patients, int classes, int bins) {
    Forecasts forecasts = Forecasts.of(predictions, patients, classes);
    double[] probability = forecasts.probability();
    return List.of(
        error("ece-equal-mass", scope, forecasts, Bins.equalMass(probability, bins)),
        error("ece-equal-width", scope, forecasts, Bins.equalWidth(probability, bins)),
        new LogLoss(predictions, patients).number(scope),
        new BrierParts(predictions, patients, classes, bins).numbers(scope));
  }

  private static Numbers error(String name, String scope, Forecasts forecasts, Bins bins) {
    return Numbers.of(
        new Numbers.Name(name, scope, bins.note()),
        new Reliability(forecasts, bins)::calibrationError);
  }

  private static List<String> patients(List<Prediction> predictions) {
    return predictions.stream().map(Prediction::patient).distinct().sorted().toList();
  }
}
