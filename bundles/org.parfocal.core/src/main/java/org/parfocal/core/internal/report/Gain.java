package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.parfocal.api.GainNumber;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.statistics.Holm;

/**
 * What a variant gains over the first one in the measure of the headline, and how sure that is.
 *
 * @param variant its name
 * @param measure of the headline
 * @param difference this variant minus the first one, over all folds and seeds, with its interval
 * @param splits the same over the splits of the patients, or why there is none
 * @param numbers what else the metric says of it, by {@link GainNumber}; NaN where it says nothing
 * @param seeds over how many both are compared
 * @param exchangeP p of exchanging patients, corrected for the number of comparisons
 * @param splitsP p over the splits, corrected so
 */
record Gain(
    String variant,
    MetricColumn measure,
    Score difference,
    Optional<Score> splits,
    ToDoubleFunction<GainNumber> numbers,
    int seeds,
    double exchangeP,
    double splitsP) {
  /** At which p something is found. */
  static final double LEVEL = 0.05;

  /** What can be said. */
  enum Finding {
    BETTER,
    WORSE,
    SAME,
    UNKNOWN,
    TOO_FEW_PATIENTS
  }

  /** Of every variant that is compared; none where no measure has a gain. */
  static List<Gain> of(StoredPlan plan, List<ScoreRow> rows, Columns columns) {
    List<ScoreRow> over =
        rows.stream()
            .filter(row -> row.fold().equals(StudyScore.ALL_FOLDS))
            .filter(row -> row.seed().equals(StudyScore.ALL_SEEDS))
            .filter(row -> row.score().part() == Part.TEST)
            .filter(row -> row.score().scope().equals(Score.ALL))
            .toList();
    return columns.all().stream()
        .filter(column -> column.in(Table.HEADLINE))
        .map(column -> of(plan, of(column.mean(), rows), over, column))
        .filter(gains -> !gains.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static List<ScoreRow> of(MetricColumn mean, List<ScoreRow> rows) {
    return rows.stream().filter(row -> row.score().metric().equals(mean.name())).toList();
  }

  private static int seeds(List<ScoreRow> means, String variant, String first) {
    Set<String> both = seeds(means, variant);
    both.retainAll(seeds(means, first));
    return both.size();
  }

  private static Set<String> seeds(List<ScoreRow> means, String variant) {
    return means.stream()
        .filter(row -> row.variant().equals(variant))
        .map(ScoreRow::seed)
        .filter(seed -> !seed.equals(StudyScore.ALL_SEEDS))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static List<Gain> of(
      StoredPlan plan, List<ScoreRow> means, List<ScoreRow> over, MetricColumn column) {
    String name = column.mean().name() + MetricColumn.DIFFERENCE;
    List<String> variants =
        plan.variants().stream().filter(variant -> find(over, variant, name).isPresent()).toList();
    double[] exchange = corrected(over, variants, GainNumber.EXCHANGE_P.of(column));
    double[] splits = corrected(over, variants, GainNumber.SPLITS_P.of(column));
    List<Gain> gains = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      String variant = variants.get(i);
      gains.add(
          new Gain(
              variant,
              column,
              find(over, variant, name).orElseThrow(),
              find(over, variant, GainNumber.SPLITS_GAIN.of(column)),
              number -> value(over, variant, number.of(column)),
              seeds(means, variant, plan.variants().get(0)),
              exchange[i],
              splits[i]));
    }
    return gains;
  }

  private static double[] corrected(List<ScoreRow> over, List<String> variants, String name) {
    return Holm.corrected(
        variants.stream().mapToDouble(variant -> value(over, variant, name)).toArray());
  }

  private static double value(List<ScoreRow> over, String variant, String name) {
    return find(over, variant, name).map(Score::value).orElse(Double.NaN);
  }

  private static Optional<Score> find(List<ScoreRow> over, String variant, String name) {
    return over.stream()
        .filter(row -> row.variant().equals(variant) && row.score().metric().equals(name))
        .map(ScoreRow::score)
        .findFirst();
  }

  /**
   * Better and worse only where the interval and the test by patients, corrected for the number of
   * comparisons, agree, and the interval reaches out of the region of practical equivalence: what
   * lies within is the same for practical purposes, however sure it is.
   */
  Finding finding() {
    boolean found = exchangeP <= LEVEL;
    boolean interval = !Double.isNaN(difference.low());
    double region = numbers.applyAsDouble(GainNumber.REGION);
    if (!interval && !found) {
      return difference.isOfFewPatients() ? Finding.TOO_FEW_PATIENTS : Finding.UNKNOWN;
    }
    if (-region < difference.low() && difference.high() < region) {
      return Finding.SAME;
    }
    if (found && (!interval || difference.low() > 0 || difference.high() < 0)) {
      return isImproved(difference.value()) ? Finding.BETTER : Finding.WORSE;
    }
    return Finding.UNKNOWN;
  }

  /** Whether the splits of the patients say the same. */
  boolean holdsOverSplits() {
    return splitsP <= LEVEL
        && splits.isPresent()
        && isImproved(splits.get().value()) == isImproved(difference.value());
  }

  /** Whether there are splits to say something. */
  boolean hasSplits() {
    return splits.isPresent() && !Double.isNaN(splits.get().value());
  }

  private boolean isImproved(double value) {
    return measure.better() == Better.SMALLER ? value < 0 : value > 0;
  }
}
