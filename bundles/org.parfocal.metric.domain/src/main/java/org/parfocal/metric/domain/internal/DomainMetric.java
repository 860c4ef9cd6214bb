package org.parfocal.metric.domain.internal;

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
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Plugin;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.statistics.Probe;
import org.parfocal.statistics.ProbeAccuracy;

/**
 * What a model knows of the domain (the magnification, unless the protocol varies another field),
 * and what a change of it costs.
 *
 * <p>Of each fold and seed: {@code domain-probe-accuracy}, how well the domain of held-out patients
 * (validation and seen parts; validation and test where nothing is seen) can be read from their
 * embeddings by a linear probe that is trained on other held-out patients, beside {@code
 * domain-chance}, the share of the most frequent domain. The scores stand with the part seen (or
 * test). A model that is domain-general by gradient reversal (Ganin et al. 2016) should be near
 * chance.
 *
 * <p>Over all folds and seeds: {@code domain-auc}, the matrix of training domains and tested
 * domain. Its scope is {@code 40X+100X+400X → 200X}: the domains of the training images, then that
 * of the tested images; part test is what was held out, part seen what was not. Each fold and seed
 * is scored by itself, then the mean is taken.
 */
@Component(
    service = Metric.class,
    configurationPid = "org.parfocal.metric.domain",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "metrics", name = "domain")
@Designate(ocd = DomainMetric.Options.class, factory = true)
public final class DomainMetric implements Metric {
  static final String ACCURACY = "domain-probe-accuracy";
  static final String CHANCE = "domain-chance";

  private static final List<MetricColumn> COLUMNS =
      List.of(
          MetricColumn.of(ACCURACY, "domain probe", Better.NEITHER)
              .described("accuracy of a linear probe that reads the domain of held-out patients")
              .unit("0 to 1")
              .decimals(2)
              .averaged()
              .chance(CHANCE),
          MetricColumn.of(CHANCE, "chance", Better.NEITHER)
              .unit("0 to 1")
              .decimals(2)
              .averaged()
              .shown(Table.FOLDS),
          MetricColumn.of(TransferMatrix.AUC, "AUC by domain", Better.LARGER)
              .described("by the domains of the training images and that of the tested ones")
              .unit("0 to 1")
              .shown(Table.SCOPES));

  private final int rows;
  private final long seed;

  /** Options of the metric {@code domain}. */
  @ObjectClassDefinition(
      name = "Domain",
      description =
          "How well the domain of held-out patients (the field that the protocol varies, by default"
              + " the magnification) can be read from the embeddings, and the AUC (of more than two"
              + " classes the macro mean, one-vs-rest) in each domain by the domains of the"
              + " training images")
  @interface Options {
    @AttributeDefinition(
        description =
            "Held-out rows used at most by the linear probe, taken from each patient in turn",
        min = "20",
        max = "100000")
    int rows() default Probe.ROWS;

    @AttributeDefinition(description = "Seed of the probe's folds and of the draw of rows")
    long seed() default 2016;
  }

  /** Called by Declarative Services. */
  @Activate
  public DomainMetric(Options options) {
    rows = options.rows();
    seed = options.seed();
  }

  @Override
  public List<MetricColumn> columns() {
    return COLUMNS;
  }

  @Override
  public List<Score> score(Outcome outcome) {
    if (outcome.embeddings().isEmpty()) {
      return undefined(
          HeldOutRows.part(outcome),
          "no embeddings are stored, or folds are pooled, whose embeddings have nothing in common");
    }
    HeldOutRows heldOut = HeldOutRows.of(outcome, outcome.embeddings().get().read());
    Part part = heldOut.part();
    String obstacle = heldOut.obstacle(outcome.field());
    if (!obstacle.isEmpty()) {
      return undefined(part, obstacle);
    }
    ProbeAccuracy read = Probe.accuracy(heldOut.rows(), rows, seed);
    return List.of(
        score(ACCURACY, part, read.accuracy(), read.note()),
        score(
            CHANCE,
            part,
            read.chance(),
            "the most frequent of " + String.join(", ", heldOut.domains())));
  }

  private static List<Score> undefined(Part part, String reason) {
    return List.of(
        Score.undefined(ACCURACY, part, Score.ALL, reason),
        Score.undefined(CHANCE, part, Score.ALL, reason));
  }

  private static Score score(String metric, Part part, double value, String note) {
    return new Score(metric, part, Score.ALL, value, Double.NaN, Double.NaN, note);
  }

  @Override
  public List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference) {
    TransferMatrix matrix = new TransferMatrix(outcomes.get(0).field());
    outcomes.forEach(matrix::add);
    return matrix.scores().stream().map(StudyScore::overAll).toList();
  }
}
