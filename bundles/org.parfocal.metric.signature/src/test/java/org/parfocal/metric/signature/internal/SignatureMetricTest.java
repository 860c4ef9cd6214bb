package org.parfocal.metric.signature.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.parfocal.api.MetricColumn.Pooling;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.statistics.PenaltyChoice.Rule;

class SignatureMetricTest {
  private static final Settings SETTINGS =
      new Settings(5, 10, Rule.ONE_STANDARD_ERROR, 1, 1000, 2016);
  private static final PlantedStudy STUDY = new PlantedStudy(100, 12, 2, 2, 36, 20);
  private static final PlantedStudy SMALL = new PlantedStudy(16, 4, 2, 2, 24, 6);

  @Test
  void recoversPlantedDimensions() {
    for (int draw = 0; draw < 5; draw++) {
      FoldSignature signature = search(STUDY.fold("f", 1, draw));
      double right = signature.members().headSet(12).size();
      assertThat(2 * right / (12 + signature.members().size())).isGreaterThanOrEqualTo(0.9);
      assertThat(value(signature.scores(), "signature-auc", Part.TEST)).isGreaterThan(0.99);
      assertThat(value(signature.scores(), "signature-brier", Part.SEEN)).isLessThan(0.02);
      assertThat(value(signature.scores(), "signature-f1", Part.TEST)).isGreaterThan(0.98);
    }
  }

  @Test
  void findsNoSignatureWhereThereIsNone() {
    int found = 0;
    for (int draw = 0; draw < 5; draw++) {
      FoldSignature signature = search(new PlantedStudy(50, 0, 0, 2, 36, 10).fold("f", 1, draw));
      found += signature.members().size();
      if (signature.members().isEmpty()) {
        assertThat(signature.exists()).isTrue();
        assertThat(value(signature.scores(), "signature-size", Part.TRAINING)).isNaN();
        assertThat(value(signature.scores(), "signature-empty", Part.TRAINING)).isOne();
        assertThat(note(signature.scores(), "signature-auc", Part.TEST))
            .isEqualTo("the signature is empty");
      }
    }
    assertThat(found).isLessThan(5);
  }

  /** The weights are those of the dimensions, and of no other ones. */
  @Test
  void saysWhichDimensionsTheSignatureHasAndHowTheyAreWeighed() {
    FoldSignature signature = search(STUDY.fold("f", 1, 1));
    List<Score> weights =
        signature.scores().stream()
            .filter(score -> score.metric().equals("signature-weight"))
            .toList();
    assertThat(weights)
        .extracting(Score::scope)
        .containsExactlyElementsOf(
            signature.members().stream().map(member -> "dimension " + member).toList());
    assertThat(weights).noneMatch(score -> score.value() == 0);
    assertThat(value(signature.scores(), "signature-empty", Part.TRAINING)).isZero();
  }

  @Test
  void joinsTheDimensionsOfThreeClasses() {
    FoldSignature signature = search(new PlantedStudy(60, 12, 1.5, 3, 36, 20).fold("f", 1, 3));
    assertThat(signature.members()).containsAll(IntStream.range(0, 12).boxed().toList());
    assertThat(value(signature.scores(), "signature-auc", Part.TEST)).isGreaterThan(0.95);
  }

  @Test
  void countsDeadDimensions() {
    Outcome outcome =
        changed(
            STUDY.fold("f", 1, 1),
            row -> {
              for (int dimension = 75; dimension < 100; dimension++) {
                row[dimension] = 0.1f;
              }
              return row;
            });
    FoldSignature signature = search(outcome);
    assertThat(value(signature.scores(), "signature-dead", Part.TRAINING)).isEqualTo(0.25);
    assertThat(signature.members().tailSet(75)).isEmpty();
  }

  @Test
  void scoresFoldsSeedsAndAll() {
    List<Outcome> outcomes =
        List.of(
            SMALL.fold("40X", 1, 1),
            SMALL.fold("100X", 1, 2),
            SMALL.fold("200X", 1, 3),
            SMALL.fold("40X", 2, 4),
            SMALL.fold("100X", 2, 5),
            SMALL.fold("200X", 2, 6));
    List<StudyScore> scores = metric(Map.of()).score(outcomes, List.of());
    for (String seed : List.of("1", "2")) {
      List<FoldSignature> signatures =
          outcomes.stream()
              .filter(outcome -> Long.toString(outcome.seed()).equals(seed))
              .map(SignatureMetricTest::search)
              .toList();
      for (FoldSignature signature : signatures) {
        assertThat(one(scores, signature.fold(), seed, "signature-size", Score.ALL).value())
            .isEqualTo(signature.members().size());
      }
      assertThat(one(scores, "all folds", seed, "signature-jaccard", "40X|200X").value())
          .isEqualTo(
              Jaccard.of(signatures.get(0).members(), signatures.get(2).members()), within(1e-12));
      Score stability = one(scores, "all folds", seed, "signature-stability", Score.ALL);
      Stability expected =
          Stability.of(signatures.stream().map(FoldSignature::members).toList(), 16);
      assertThat(stability.value()).isEqualTo(expected.value());
      assertThat(stability.low()).isEqualTo(expected.low());
      assertThat(stability.high()).isEqualTo(expected.high());
      assertThat(stability.note()).startsWith("3 folds").doesNotContain("frozen");
      double mean = 0;
      for (String pair : List.of("40X|100X", "40X|200X", "100X|200X")) {
        mean += one(scores, "all folds", seed, "signature-jaccard", pair).value() / 3;
      }
      assertThat(one(scores, "all folds", seed, "signature-jaccard", Score.ALL).value())
          .isEqualTo(mean, within(1e-12));
    }
    assertThat(metric(Map.of()).columns())
        .filteredOn(column -> column.name().matches("signature-(size|stability)"))
        .hasSize(2)
        .allMatch(column -> column.pooling() == Pooling.MEAN);
    assertThat(scores).allMatch(score -> !Double.isNaN(score.score().value()));
    assertThat(metric(Map.of()).score(outcomes, List.of())).isEqualTo(scores);
  }

  @Test
  void saysThatFrozenEmbeddingsAreTheSameInAllFolds() {
    Outcome fold = SMALL.fold("40X", 1, 1);
    Outcome other =
        new Outcome(
            fold.variant(),
            "100X",
            1,
            fold.field(),
            fold.classes(),
            fold.predictions(),
            fold.embeddings());
    List<StudyScore> scores = metric(Map.of()).score(List.of(fold, other), List.of());
    Score stability = one(scores, "all folds", "1", "signature-stability", Score.ALL);
    assertThat(stability.note()).endsWith(SignatureMetric.FROZEN);
    assertThat(stability.value()).isEqualTo(1, within(1e-12));
    assertThat(one(scores, "all folds", "1", "signature-jaccard", "40X|100X").value()).isOne();
  }

  @Test
  void takesAtMostSoManyRows() {
    List<StudyScore> scores =
        metric(Map.of("rows", 48)).score(List.of(SMALL.fold("40X", 1, 1)), List.of());
    assertThat(one(scores, "40X", "1", "signature-size", Score.ALL).note()).endsWith("48 rows");
  }

  @Test
  void saysWhyThereIsNoSignature() {
    Outcome fold = SMALL.fold("40X", 1, 1);
    assertMissing(
        new Outcome("v", "40X", 1, fold.classes(), fold.predictions()),
        "no embeddings are stored: run the study again to store them, if the model has any");
    assertMissing(
        kept(fold, prediction -> prediction.part() != Part.TRAINING),
        "no training rows are stored: run the study again to store them");
    assertMissing(
        kept(fold, prediction -> prediction.part() != Part.TRAINING || prediction.label() == 1),
        "all training rows are malignant");
    assertMissing(
        kept(
            fold,
            prediction ->
                prediction.part() != Part.TRAINING
                    || List.of("p0", "p1").contains(prediction.patient())),
        "inner cross-validation needs at least two patients of one of the classes");
    assertMissing(
        changed(
            fold,
            row -> {
              row[3] = Float.NaN;
              return row;
            }),
        "the embeddings hold numbers that are not finite");
    assertMissing(
        changed(fold, row -> new float[16]),
        "no dimension differs between the classes of the training rows");
  }

  private static void assertMissing(Outcome outcome, String reason) {
    List<StudyScore> scores =
        metric(Map.of()).score(List.of(outcome, SMALL.fold("100X", 1, 2)), List.of());
    for (String metric : List.of("signature-size", "signature-auc", "signature-penalty")) {
      Score score = one(scores, "40X", "1", metric, Score.ALL);
      assertThat(score.value()).isNaN();
      assertThat(score.note()).isEqualTo(reason);
    }
    assertThat(one(scores, "all folds", "1", "signature-jaccard", "40X|100X").note())
        .isEqualTo("40X: " + reason);
    assertThat(one(scores, "all folds", "1", "signature-stability", Score.ALL).note())
        .isEqualTo("fewer than two folds have a signature; 40X: " + reason);
  }

  @Test
  void saysThatOneFoldHasNothingToAgreeWith() {
    List<StudyScore> scores = metric(Map.of()).score(List.of(SMALL.fold("40X", 1, 1)), List.of());
    for (String metric : List.of("signature-stability", "signature-jaccard")) {
      assertThat(one(scores, "all folds", "1", metric, Score.ALL).note())
          .isEqualTo("there is only one fold");
    }
  }

  @Test
  void isQuick() {
    // About 500 rows of 512 dimensions.
    Outcome fold = new PlantedStudy(512, 40, 0.5, 2, 36, 21).fold("f", 1, 1);
    search(fold);
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    search(fold);
    double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
    assertThat(seconds).isLessThan(2);
  }

  private static FoldSignature search(Outcome outcome) {
    FoldRows rows = FoldRows.of(outcome, outcome.embeddings().orElseThrow());
    return new SignatureSearch(SETTINGS).search(outcome, rows);
  }

  private static Outcome changed(Outcome outcome, UnaryOperator<float[]> change) {
    List<float[]> rows =
        outcome.embeddings().orElseThrow().read().stream().map(float[]::clone).map(change).toList();
    return PlantedStudy.outcome(outcome.name(), outcome.seed(), 2, outcome.predictions(), rows);
  }

  private static Outcome kept(Outcome outcome, Predicate<Prediction> condition) {
    List<float[]> all = outcome.embeddings().orElseThrow().read();
    List<Prediction> predictions = new ArrayList<>();
    List<float[]> rows = new ArrayList<>();
    for (int row = 0; row < all.size(); row++) {
      if (condition.test(outcome.predictions().get(row))) {
        predictions.add(outcome.predictions().get(row));
        rows.add(all.get(row));
      }
    }
    return PlantedStudy.outcome(outcome.name(), outcome.seed(), 2, predictions, rows);
  }

  private static double value(List<Score> scores, String metric, Part part) {
    return find(scores, metric, part).orElseThrow().value();
  }

  private static String note(List<Score> scores, String metric, Part part) {
    return find(scores, metric, part).orElseThrow().note();
  }

  private static Optional<Score> find(List<Score> scores, String metric, Part part) {
    return scores.stream()
        .filter(score -> score.metric().equals(metric) && score.part() == part)
        .findFirst();
  }

  private static Score one(
      List<StudyScore> scores, String fold, String seed, String metric, String scope) {
    return scores.stream()
        .filter(score -> score.fold().equals(fold) && score.seed().equals(seed))
        .map(StudyScore::score)
        .filter(score -> score.metric().equals(metric) && score.scope().equals(scope))
        .findFirst()
        .orElseThrow();
  }

  private static SignatureMetric metric(Map<String, Object> values) {
    Class<SignatureMetric.Options> type = SignatureMetric.Options.class;
    return new SignatureMetric(
        type.cast(
            Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> {
                  Object value = values.get(method.getName());
                  return value != null ? value : method.getDefaultValue();
                })));
  }
}
