package org.parfocal.metric.signature.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.statistics.BalancedSample;
import org.parfocal.statistics.LabelledRows;
import org.parfocal.statistics.LinearModel;
import org.parfocal.statistics.LogisticRegression;
import org.parfocal.statistics.PatientFolds;
import org.parfocal.statistics.PenaltyChoice;
import org.parfocal.statistics.PenaltyPath;
import org.parfocal.statistics.Standardisation;

/**
 * Finds the signature of one fold: the dimensions to which an L1 logistic regression on the
 * standardised training rows gives a weight, for any class, at the penalty that inner
 * cross-validation over patients chose. Then an L2 logistic regression is fitted on these
 * dimensions and scored.
 */
final class SignatureSearch {
  static final String SIZE = "signature-size";
  static final String EMPTY = "signature-empty";
  static final String DEAD = "signature-dead";
  static final String PENALTY = "signature-penalty";

  private final Settings settings;

  SignatureSearch(Settings settings) {
    this.settings = settings;
  }

  /** No signature, for a reason that holds before anything is read. */
  static FoldSignature missing(Outcome outcome, String reason) {
    List<Score> scores = new ArrayList<>();
    for (String metric : List.of(SIZE, EMPTY, DEAD, PENALTY)) {
      scores.add(Score.undefined(metric, Part.TRAINING, Score.ALL, reason));
    }
    for (Part part : scored(outcome)) {
      scores.addAll(PartScores.undefined(part, reason));
    }
    return FoldSignature.missing(outcome.name(), scores, reason);
  }

  private static List<Part> scored(Outcome outcome) {
    return outcome.part(Part.SEEN).isEmpty() ? List.of(Part.TEST) : List.of(Part.TEST, Part.SEEN);
  }

  /** Searches. */
  FoldSignature search(Outcome outcome, FoldRows rows) {
    LabelledRows all = rows.part(Part.TRAINING);
    Optional<String> obstacle = obstacle(all, rows);
    if (obstacle.isPresent()) {
      return missing(outcome, obstacle.get());
    }
    int classes = outcome.classes().size();
    LabelledRows raw =
        all.select(BalancedSample.of(all.patients(), settings.rows(), settings.seed()));
    Standardisation standardisation = Standardisation.of(raw.rows());
    LabelledRows training = raw.with(standardisation.apply(raw.rows()));
    List<Double> path =
        PenaltyPath.of(training.rows(), training.labels(), classes, settings.penalties());
    if (path.isEmpty()) {
      return missing(outcome, "no dimension differs between the classes of the training rows");
    }
    Optional<PenaltyChoice> choice = choice(training, classes, path);
    if (choice.isEmpty()) {
      return missing(
          outcome, "inner cross-validation needs at least two patients of one of the classes");
    }
    double c = choice.get().c();
    LinearModel sparse = LogisticRegression.l1(c).fit(training.rows(), training.labels(), classes);
    int[] members = sparse.support().stream().mapToInt(Integer::intValue).toArray();
    int dimensions = raw.rows()[0].length;
    List<Score> scores = new ArrayList<>();
    String used = "%d rows".formatted(training.size());
    scores.add(
        members.length == 0
            ? Score.undefined(SIZE, Part.TRAINING, Score.ALL, "the signature is empty, " + used)
            : score(SIZE, members.length, "of %d dimensions, %s".formatted(dimensions, used)));
    scores.add(score(EMPTY, members.length == 0 ? 1 : 0, used));
    scores.add(score(DEAD, standardisation.deadShare(), "one value in all of " + used));
    scores.add(
        score(
            PENALTY,
            1 / (c * training.size()),
            "%s of %d, %d inner folds"
                .formatted(place(path.indexOf(c)), path.size(), choice.get().folds())));
    scores.addAll(refitted(outcome, rows, training, standardisation, members));
    scores.addAll(new SignatureWeights(outcome.classes()).of(sparse));
    return new FoldSignature(outcome.name(), dimensions, sparse.support(), scores, "");
  }

  /** Paths start at the sparse end. */
  private static String place(int step) {
    return step == 0 ? "the largest" : "number " + (step + 1);
  }

  private Optional<PenaltyChoice> choice(LabelledRows training, int classes, List<Double> path) {
    PatientFolds folds =
        PatientFolds.of(
            training.patients(), training.labels(), settings.innerFolds(), settings.seed());
    return PenaltyChoice.of(training, classes, path, folds, settings.rule());
  }

  private static Optional<String> obstacle(LabelledRows training, FoldRows rows) {
    if (training.size() == 0) {
      return Optional.of("no training rows are stored: run the study again to store them");
    }
    int[] labels = Arrays.stream(training.labels()).distinct().toArray();
    if (labels.length < 2) {
      return Optional.of("all training rows are " + rows.classes().get(labels[0]));
    }
    if (training.patients().stream().distinct().count() < 2) {
      return Optional.of("all training rows are of one patient");
    }
    for (float[] row : rows.embeddings()) {
      for (float value : row) {
        if (!Float.isFinite(value)) {
          return Optional.of("the embeddings hold numbers that are not finite");
        }
      }
    }
    return Optional.empty();
  }

  private List<Score> refitted(
      Outcome outcome,
      FoldRows rows,
      LabelledRows training,
      Standardisation standardisation,
      int[] members) {
    List<Score> scores = new ArrayList<>();
    if (members.length == 0) {
      for (Part part : scored(outcome)) {
        scores.addAll(PartScores.undefined(part, "the signature is empty"));
      }
      return scores;
    }
    LinearModel model =
        LogisticRegression.l2(settings.refitC())
            .fit(narrow(training.rows(), members), training.labels(), outcome.classes().size());
    for (Part part : scored(outcome)) {
      LabelledRows scored = rows.part(part);
      double[][] narrow = narrow(standardisation.apply(scored.rows()), members);
      double[][] probabilities =
          Arrays.stream(narrow).map(model::probabilities).toArray(double[][]::new);
      scores.addAll(new PartScores(outcome.classes(), scored.labels(), probabilities).of(part));
    }
    return scores;
  }

  private static double[][] narrow(double[][] rows, int[] members) {
    return Arrays.stream(rows)
        .map(row -> IntStream.of(members).mapToDouble(member -> row[member]).toArray())
        .toArray(double[][]::new);
  }

  private static Score score(String metric, double value, String note) {
    return new Score(metric, Part.TRAINING, Score.ALL, value, Double.NaN, Double.NaN, note);
  }
}
