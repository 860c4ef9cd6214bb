package org.parfocal.metric.signature.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.parfocal.api.Part;
import org.parfocal.api.Score;

/** How much the signatures of one seed's folds have in common. */
final class SeedScores {
  static final String JACCARD = "signature-jaccard";
  static final String CHANCE = "signature-jaccard-chance";
  static final String STABILITY = "signature-stability";

  private static final String INTERVAL =
      "interval by the estimated variance, rough for few folds; folds share training patients, so"
          + " that signatures of other patients are less alike than it says (docs/coverage.md)";

  private final List<FoldSignature> folds;
  private final List<FoldSignature> existing;
  private final String remark;

  /**
   * Signatures of one seed.
   *
   * @param folds in their order
   * @param remark is added to the notes; may be empty
   */
  SeedScores(List<FoldSignature> folds, String remark) {
    this.folds = folds;
    this.remark = remark;
    existing = folds.stream().filter(FoldSignature::exists).toList();
  }

  /** Stability, the mean over the pairs of folds, then each pair. */
  List<Score> scores() {
    List<Score> scores = new ArrayList<>();
    scores.add(stability());
    List<Score> pairs = pairs();
    scores.add(mean(JACCARD, pairs));
    scores.add(mean(CHANCE, pairs));
    scores.addAll(pairs);
    return scores;
  }

  private String obstacle() {
    if (folds.size() < 2) {
      return "there is only one fold";
    }
    if (existing.size() < 2) {
      FoldSignature without =
          folds.stream().filter(fold -> !fold.exists()).findFirst().orElseThrow();
      return "fewer than two folds have a signature; %s: %s"
          .formatted(without.fold(), without.missing());
    }
    if (existing.stream().mapToInt(FoldSignature::dimensions).distinct().count() > 1) {
      return "the folds' embeddings have different lengths";
    }
    return "";
  }

  private Score stability() {
    String obstacle = obstacle();
    if (!obstacle.isEmpty()) {
      return Score.undefined(STABILITY, Part.TRAINING, Score.ALL, obstacle);
    }
    int dimensions = existing.get(0).dimensions();
    Stability stability =
        Stability.of(existing.stream().map(FoldSignature::members).toList(), dimensions);
    if (Double.isNaN(stability.value())) {
      String all = existing.get(0).members().isEmpty() ? "are empty" : "hold all dimensions";
      return Score.undefined(STABILITY, Part.TRAINING, Score.ALL, "all signatures " + all);
    }
    String used =
        existing.size() == folds.size()
            ? "%d folds".formatted(folds.size())
            : "%d of %d folds".formatted(existing.size(), folds.size());
    return new Score(
        STABILITY,
        Part.TRAINING,
        Score.ALL,
        stability.value(),
        stability.low(),
        stability.high(),
        noted(used + empty() + ", " + INTERVAL));
  }

  private String empty() {
    long empty = existing.stream().filter(fold -> fold.members().isEmpty()).count();
    return empty == 0 ? "" : ", %d of them with an empty signature".formatted(empty);
  }

  private List<Score> pairs() {
    List<Score> pairs = new ArrayList<>();
    for (int first = 0; first < folds.size(); first++) {
      for (int second = first + 1; second < folds.size(); second++) {
        pairs.addAll(pair(folds.get(first), folds.get(second)));
      }
    }
    return pairs;
  }

  private List<Score> pair(FoldSignature one, FoldSignature other) {
    String scope = one.fold() + "|" + other.fold();
    String obstacle = "";
    if (!one.exists() || !other.exists()) {
      FoldSignature without = one.exists() ? other : one;
      obstacle = without.fold() + ": " + without.missing();
    } else if (one.dimensions() != other.dimensions()) {
      obstacle = "the embeddings have different lengths";
    } else if (one.members().isEmpty() || other.members().isEmpty()) {
      obstacle =
          "the signature of %s is empty"
              .formatted(one.members().isEmpty() ? one.fold() : other.fold());
    }
    if (!obstacle.isEmpty()) {
      return List.of(
          Score.undefined(JACCARD, Part.TRAINING, scope, obstacle),
          Score.undefined(CHANCE, Part.TRAINING, scope, obstacle));
    }
    TreeSet<Integer> common = new TreeSet<>(one.members());
    common.retainAll(other.members());
    int first = one.members().size();
    int second = other.members().size();
    String note = "%d and %d dimensions, %d in common".formatted(first, second, common.size());
    return List.of(
        score(JACCARD, scope, Jaccard.of(one.members(), other.members()), note),
        score(
            CHANCE,
            scope,
            Jaccard.chance(first, second, one.dimensions()),
            "random signatures of these sizes"));
  }

  private Score mean(String metric, List<Score> pairs) {
    List<Score> ofMetric = pairs.stream().filter(pair -> pair.metric().equals(metric)).toList();
    double[] values =
        ofMetric.stream().mapToDouble(Score::value).filter(value -> !Double.isNaN(value)).toArray();
    if (values.length == 0) {
      String reason = ofMetric.isEmpty() ? obstacle() : ofMetric.get(0).note();
      return Score.undefined(metric, Part.TRAINING, Score.ALL, reason);
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    String pairsUsed =
        values.length == ofMetric.size()
            ? "mean of %d pairs of folds".formatted(values.length)
            : "mean of %d of %d pairs of folds".formatted(values.length, ofMetric.size());
    return score(metric, Score.ALL, mean, noted(pairsUsed));
  }

  private String noted(String note) {
    return remark.isEmpty() ? note : note + "; " + remark;
  }

  private static Score score(String metric, String scope, double value, String note) {
    return new Score(metric, Part.TRAINING, scope, value, Double.NaN, Double.NaN, note);
  }
}
