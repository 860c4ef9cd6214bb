package org.parfocal.metric.domain.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;

class DomainMetricTest {
  private static final List<String> CLASSES = List.of("benign", "malignant");
  private static final List<String> SOURCES = List.of("40X", "100X", "400X");

  @Test
  void readsAPlantedMagnification() {
    List<Score> scores = metric(Map.of()).score(fold(4, 1));
    assertThat(scores)
        .extracting(Score::metric)
        .containsExactly("domain-probe-accuracy", "domain-chance");
    assertThat(scores).allMatch(score -> score.part() == Part.SEEN);
    assertThat(scores.get(0).value()).isGreaterThan(0.9);
    // Validation and seen: 12 patients with 8 images at each of three magnifications.
    assertThat(scores.get(0).note()).isEqualTo("288 rows of 12 patients, 5 patient folds");
    assertThat(scores.get(1).value()).isEqualTo(1 / 3.0, within(1e-12));
    assertThat(scores.get(1).note()).isEqualTo("the most frequent of 40X, 100X, 400X");
  }

  @Test
  void staysAtChanceWhereNoMagnificationIsPlanted() {
    double sum = 0;
    for (int draw = 0; draw < 6; draw++) {
      sum += metric(Map.of()).score(fold(0, draw)).get(0).value() / 6;
    }
    assertThat(sum).isEqualTo(1 / 3.0, within(0.05));
  }

  @Test
  void looksOnlyAtHeldOutPatients() {
    // The magnification is planted in the training rows alone.
    Outcome fold = fold(0, 1);
    List<float[]> rows = new ArrayList<>();
    for (int row = 0; row < fold.predictions().size(); row++) {
      Prediction prediction = fold.predictions().get(row);
      float[] values = fold.embeddings().orElseThrow().read().get(row).clone();
      if (prediction.part() == Part.TRAINING || prediction.part() == Part.TEST) {
        values[0] = Float.NaN;
      }
      rows.add(values);
    }
    Outcome changed = outcome("200X", 1, fold.predictions(), rows);
    assertThat(metric(Map.of()).score(changed)).isEqualTo(metric(Map.of()).score(fold));
  }

  @Test
  void takesTheTestPartWhereNothingIsSeen() {
    Outcome outcome = kept(fold(4, 1), prediction -> prediction.part() != Part.SEEN);
    List<Score> scores = metric(Map.of()).score(outcome);
    assertThat(scores).allMatch(score -> score.part() == Part.TEST);
    assertThat(scores.get(1).note()).isEqualTo("the most frequent of 40X, 100X, 200X, 400X");
  }

  @Test
  void takesAtMostSoManyRows() {
    assertThat(metric(Map.of("rows", 60)).score(fold(4, 1)).get(0).note())
        .startsWith("60 rows of 12 patients");
  }

  @Test
  void saysWhyItCannotRead() {
    Outcome fold = fold(4, 1);
    assertUndefined(
        new Outcome("v", "200X", 1, CLASSES, fold.predictions()),
        "no embeddings are stored, or folds are pooled, whose embeddings have nothing in common");
    assertUndefined(
        kept(
            fold,
            prediction ->
                prediction.part() == Part.TRAINING || "40X".equals(prediction.magnification())),
        "all held-out images are 40X");
    assertUndefined(
        kept(fold, prediction -> prediction.patient().equals("p8")),
        "all held-out images are of one patient");
    assertUndefined(
        kept(fold, prediction -> prediction.part() == Part.TRAINING),
        "no held-out image has a value of magnification");
    List<float[]> broken =
        fold.embeddings().orElseThrow().read().stream()
            .map(row -> new float[] {Float.POSITIVE_INFINITY})
            .toList();
    assertUndefined(
        outcome("200X", 1, fold.predictions(), broken),
        "the embeddings hold numbers that are not finite");
  }

  private static void assertUndefined(Outcome outcome, String reason) {
    List<Score> scores = metric(Map.of()).score(outcome);
    assertThat(scores).hasSize(2).allMatch(score -> Double.isNaN(score.value()));
    assertThat(scores).extracting(Score::note).containsOnly(reason);
  }

  @Test
  void arrangesAucByTrainingAndTestedMagnifications() {
    // 200X held out: the model ranks one of two pairs right there, and both at 40X.
    List<Prediction> first =
        List.of(
            prediction("a", "40X", Part.TRAINING, 0, 0.5),
            prediction("b", "100X", Part.TRAINING, 1, 0.5),
            prediction("c", "200X", Part.TEST, 0, 0.5),
            prediction("c", "200X", Part.TEST, 0, 0.9),
            prediction("d", "200X", Part.TEST, 1, 0.7),
            prediction("c", "40X", Part.SEEN, 0, 0.1),
            prediction("d", "40X", Part.SEEN, 1, 0.2));
    // The same fold with another seed: all right, but one class only at 40X.
    List<Prediction> second =
        List.of(
            prediction("a", "40X", Part.TRAINING, 0, 0.5),
            prediction("b", "100X", Part.TRAINING, 1, 0.5),
            prediction("c", "200X", Part.TEST, 0, 0.5),
            prediction("d", "200X", Part.TEST, 1, 0.7),
            prediction("c", "40X", Part.SEEN, 0, 0.1));
    // Trained on one magnification.
    List<Prediction> third =
        List.of(
            prediction("a", "200X", Part.TRAINING, 0, 0.5),
            prediction("c", "40X", Part.TEST, 0, 0.5),
            prediction("d", "40X", Part.TEST, 1, 0.4));
    List<StudyScore> scores =
        metric(Map.of())
            .score(
                List.of(
                    new Outcome("v", "200X", 1, CLASSES, first),
                    new Outcome("v", "200X", 2, CLASSES, second),
                    new Outcome("v", "other", 1, CLASSES, third)),
                List.of());
    assertThat(scores).allMatch(score -> score.fold().equals(StudyScore.ALL_FOLDS));
    assertThat(scores).allMatch(score -> score.seed().equals(StudyScore.ALL_SEEDS));
    assertThat(scores)
        .extracting(StudyScore::score)
        .containsExactly(
            score(Part.SEEN, "40X+100X → 40X", 1, "mean of 1 of 2 models"),
            score(Part.TEST, "40X+100X → 200X", 0.75, "mean of 2 models"),
            score(Part.TEST, "200X → 40X", 0, "mean of 1 models"));
  }

  /** The first dimension tells the angle; no image has a magnification. */
  @Test
  void readsTheFieldThatTheProtocolVaries() {
    SampleField angle = new SampleField("angle");
    List<Prediction> predictions = new ArrayList<>();
    List<float[]> rows = new ArrayList<>();
    for (int patient = 0; patient < 12; patient++) {
      Part part = patient < 6 ? Part.VALIDATION : Part.SEEN;
      for (String value : List.of("0", "90", "90")) {
        predictions.add(
            new Prediction(
                "180",
                patient + value + rows.size(),
                "p" + patient,
                null,
                value,
                part,
                patient % 2,
                List.of(0.5, 0.5)));
        rows.add(new float[] {value.equals("0") ? 0 : 1, patient});
      }
    }
    Outcome outcome =
        new Outcome("v", "180", 1, angle, CLASSES, predictions, Optional.of(() -> rows));
    List<Score> scores = metric(Map.of()).score(outcome);
    assertThat(scores.get(0).value()).isOne();
    assertThat(scores.get(1).value()).isEqualTo(2 / 3.0, within(1e-12));
    assertThat(scores.get(1).note()).isEqualTo("the most frequent of 0, 90");

    predictions.add(
        new Prediction("180", "t", "q", null, "0", Part.TRAINING, 0, List.of(0.5, 0.5)));
    List<StudyScore> matrix =
        metric(Map.of())
            .score(
                List.of(new Outcome("v", "180", 1, angle, CLASSES, predictions, Optional.empty())),
                List.of());
    // All probabilities are one: every pair is tied.
    assertThat(matrix)
        .extracting(score -> score.score().scope() + " " + score.score().value())
        .containsExactly("0 → 0 0.5", "0 → 90 0.5");
  }

  private static Score score(Part part, String scope, double value, String note) {
    return new Score(
        "domain-auc",
        part,
        scope,
        value,
        Double.NaN,
        Double.NaN,
        note + ", one for each fold and seed");
  }

  @Test
  void saysWhyACellOrTheMatrixIsEmpty() {
    List<Prediction> predictions =
        List.of(
            prediction("a", "40X", Part.TRAINING, 0, 0.5),
            prediction("c", "200X", Part.TEST, 0, 0.5));
    Outcome outcome = new Outcome("v", "200X", 1, CLASSES, predictions);
    Score cell = metric(Map.of()).score(List.of(outcome), List.of()).get(0).score();
    assertThat(cell.scope()).isEqualTo("40X → 200X");
    assertThat(cell.note()).isEqualTo("all images are benign");
    assertEmpty(
        List.of(prediction("c", "200X", Part.TEST, 0, 0.5)),
        "no training rows are stored: run the study again to store them");
    assertEmpty(
        List.of(
            prediction("a", null, Part.TRAINING, 0, 0.5),
            prediction("c", "200X", Part.TEST, 0, 0.5)),
        "no training image has a value of magnification");
    assertEmpty(
        List.of(
            prediction("a", "40X", Part.TRAINING, 0, 0.5),
            prediction("c", null, Part.TEST, 0, 0.5)),
        "no test image has a value of magnification");
  }

  private static void assertEmpty(List<Prediction> predictions, String reason) {
    Outcome outcome = new Outcome("v", "200X", 1, CLASSES, predictions);
    List<StudyScore> scores = metric(Map.of()).score(List.of(outcome), List.of());
    assertThat(scores).hasSize(1);
    assertThat(scores.get(0).score().value()).isNaN();
    assertThat(scores.get(0).score().note()).isEqualTo(reason);
  }

  /** 20 patients: 8 for training, 6 for validation, 6 for testing at 200X and seen elsewhere. */
  private static Outcome fold(double strength, long draw) {
    Random random = new Random(draw);
    List<Prediction> predictions = new ArrayList<>();
    List<float[]> rows = new ArrayList<>();
    for (int patient = 0; patient < 20; patient++) {
      Part part = patient < 8 ? Part.TRAINING : patient < 14 ? Part.VALIDATION : Part.SEEN;
      for (int image = 0; image < 24; image++) {
        int domain = image % 3;
        add(predictions, rows, patient, SOURCES.get(domain), part, domain * strength, random);
      }
      if (part == Part.SEEN) {
        add(predictions, rows, patient, "200X", Part.TEST, 0, random);
      }
    }
    return outcome("200X", 1, predictions, rows);
  }

  private static void add(
      List<Prediction> predictions,
      List<float[]> rows,
      int patient,
      String magnification,
      Part part,
      double mean,
      Random random) {
    float[] row = new float[12];
    for (int dimension = 0; dimension < 12; dimension++) {
      row[dimension] = (float) ((dimension == 5 ? mean : 0) + random.nextGaussian());
    }
    rows.add(row);
    predictions.add(prediction("p" + patient, magnification, part, patient % 2, 0.5));
  }

  private static Prediction prediction(
      String patient, @Nullable String magnification, Part part, int label, double probability) {
    return new Prediction(
        "200X",
        patient + magnification,
        patient,
        magnification,
        part,
        label,
        List.of(1 - probability, probability));
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
    return outcome(outcome.name(), outcome.seed(), predictions, rows);
  }

  private static Outcome outcome(
      String name, long seed, List<Prediction> predictions, List<float[]> rows) {
    return new Outcome(
        "v", name, seed, SampleField.MAGNIFICATION, CLASSES, predictions, Optional.of(() -> rows));
  }

  private static DomainMetric metric(Map<String, Object> values) {
    Class<DomainMetric.Options> type = DomainMetric.Options.class;
    return new DomainMetric(
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
