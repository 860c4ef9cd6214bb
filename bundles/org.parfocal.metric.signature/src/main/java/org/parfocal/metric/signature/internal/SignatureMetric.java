package org.parfocal.metric.signature.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.parfocal.api.Plugin;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.statistics.PenaltyChoice.Rule;

/**
 * Sparse signatures of embeddings, how well they classify, and how stable they are over the folds.
 * Re-implemented from the abstract of Ezuma and Medaiyese, arXiv 2604.25817 (2026); how a signature
 * is found is reconstructed.
 *
 * <p>Of each fold and seed (part training, from the embeddings of the training images as they are):
 * {@code signature-size}, the number of dimensions that an L1 logistic regression uses, undefined
 * where it uses none, which {@code signature-empty} counts; {@code signature-weight} ({@link
 * SignatureWeights}); {@code signature-dead}, the share of dimensions that have one value in all
 * training rows; {@code signature-penalty}, the chosen weight λ = 1 / (C · rows) of the L1 norm
 * beside the mean log loss. Parts test and seen: {@code signature-auc}, {@code signature-brier} and
 * {@code signature-f1} of an L2 logistic regression on these dimensions.
 *
 * <p>Of each seed, over its folds: {@code signature-stability} (Nogueira et al. 2018), {@code
 * signature-jaccard} for each pair of folds (scope {@code 100X|200X}) and its mean, and {@code
 * signature-jaccard-chance}, what random signatures of the same sizes would have in common: large
 * signatures overlap by chance. Over all folds and seeds: the means.
 */
@Component(
    service = Metric.class,
    configurationPid = "org.parfocal.metric.signature",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "metrics", name = "signature")
@Designate(ocd = SignatureMetric.Options.class, factory = true)
public final class SignatureMetric implements Metric {
  static final String FROZEN =
      "the embeddings are the same in all folds (frozen backbone), so this measures the sampling"
          + " of rows only";

  private static final List<MetricColumn> COLUMNS =
      List.of(
          averaged(SignatureSearch.SIZE, "signature size", Better.NEITHER)
              .described("dimensions of the embedding that an L1 logistic regression uses")
              .decimals(1)
              .shown(Table.COMPARISON),
          averaged(SignatureSearch.EMPTY, "empty signatures", Better.NEITHER)
              .described("share of the folds and seeds; they have no size and are not averaged")
              .unit("0 to 1"),
          averaged(SeedScores.STABILITY, "stability", Better.LARGER)
              .described("of the signatures over the folds, corrected for chance (Nogueira 2018)")
              .unit("0 for random ones, 1 for the same")
              .decimals(2)
              .shown(Table.COMPARISON),
          averaged(SeedScores.JACCARD, "Jaccard", Better.LARGER)
              .unit("0 to 1")
              .chance(SeedScores.CHANCE),
          averaged(SeedScores.CHANCE, "chance", Better.NEITHER).unit("0 to 1"),
          averaged(PartScores.AUC, "signature AUC", Better.LARGER).unit("0 to 1"),
          averaged(PartScores.BRIER, "signature Brier", Better.SMALLER),
          averaged(PartScores.F1, "signature F1", Better.LARGER).unit("0 to 1"),
          averaged(SignatureSearch.DEAD, "dead dimensions", Better.SMALLER).unit("0 to 1"),
          averaged(SignatureSearch.PENALTY, "penalty", Better.NEITHER));

  private static MetricColumn averaged(String name, String heading, Better better) {
    return MetricColumn.of(name, heading, better).averaged().shown();
  }

  private final SignatureSearch search;

  /** Options of the metric {@code signature}. */
  @ObjectClassDefinition(
      name = "Signature",
      description =
          "Sparse signatures of the embeddings: the dimensions that an L1 logistic regression uses,"
              + " how well they classify, and how stable they are over the folds")
  @interface Options {
    @AttributeDefinition(
        description = "Patient-disjoint folds of the training rows by which the penalty is chosen",
        min = "2",
        max = "100")
    int inner_folds() default 5;

    @AttributeDefinition(
        description =
            "Penalties tried: from the one at which all weights vanish down to a hundredth of it",
        min = "2",
        max = "100")
    int penalties() default 10;

    @AttributeDefinition(
        description =
            "Which penalty is taken: one-standard-error takes the largest one whose log loss is at"
                + " most one standard error above the smallest log loss; smallest-loss takes that")
    Rule rule() default Rule.ONE_STANDARD_ERROR;

    @AttributeDefinition(
        description =
            "C of the L2 logistic regression on the signature: the weight of the losses against"
                + " the penalty",
        min = "1e-6",
        max = "1e6")
    double refit_c() default 1;

    @AttributeDefinition(
        description =
            "Training rows used at most, taken from each patient in turn; the time grows a little"
                + " faster than this",
        min = "20",
        max = "100000")
    int rows() default 1000;

    @AttributeDefinition(description = "Seed of the inner folds and of the draw of rows")
    long seed() default 2016;
  }

  /** Called by Declarative Services. */
  @Activate
  public SignatureMetric(Options options) {
    search =
        new SignatureSearch(
            new Settings(
                options.inner_folds(),
                options.penalties(),
                options.rule(),
                options.refit_c(),
                options.rows(),
                options.seed()));
  }

  @Override
  public List<MetricColumn> columns() {
    return COLUMNS;
  }

  @Override
  public List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference) {
    List<StudyScore> scores = new ArrayList<>();
    Map<String, FoldSignature> known = new TreeMap<>();
    bySeed(outcomes)
        .forEach((seed, folds) -> scores.addAll(ofSeed(Long.toString(seed), folds, known)));
    return scores;
  }

  private static Map<Long, List<Outcome>> bySeed(List<Outcome> outcomes) {
    Map<Long, List<Outcome>> seeds = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      seeds.computeIfAbsent(outcome.seed(), seed -> new ArrayList<>()).add(outcome);
    }
    return seeds;
  }

  private List<StudyScore> ofSeed(
      String seed, List<Outcome> folds, Map<String, FoldSignature> known) {
    FrozenEmbeddings embeddings = new FrozenEmbeddings();
    List<FoldSignature> signatures = new ArrayList<>();
    for (Outcome fold : folds) {
      signatures.add(signature(fold, embeddings, known));
    }
    List<StudyScore> scores = new ArrayList<>();
    for (Score score : new SeedScores(signatures, embeddings.frozen() ? FROZEN : "").scores()) {
      scores.add(new StudyScore(StudyScore.ALL_FOLDS, seed, score));
    }
    for (FoldSignature signature : signatures) {
      signature
          .scores()
          .forEach(score -> scores.add(new StudyScore(signature.fold(), seed, score)));
    }
    return scores;
  }

  private FoldSignature signature(
      Outcome fold, FrozenEmbeddings embeddings, Map<String, FoldSignature> known) {
    if (fold.embeddings().isEmpty()) {
      return SignatureSearch.missing(
          fold,
          "no embeddings are stored: run the study again to store them, if the model has any");
    }
    FoldRows rows = FoldRows.of(fold, fold.embeddings().get());
    embeddings.add(rows);
    // Where seeds do not change the rows, they do not change the signature.
    return known.computeIfAbsent(
        fold.name() + " " + rows.fingerprint(), any -> search.search(fold, rows));
  }
}
