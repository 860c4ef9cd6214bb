package org.parfocal.metric.classification.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;
import org.parfocal.api.SampleValues;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.statistics.PatientBootstrap;

class ValueScoresTest {
  private static final SampleField CENTRE = new SampleField("centre");
  private static final PatientBootstrap DRAWS = new PatientBootstrap(50, 3, 2);

  @Test
  void aFoldIsScoredInEachValueAsIfItWereAlone() {
    Outcome outcome = outcome("100X", 1);
    List<Score> scores = metric("centre").score(outcome);

    for (String centre : List.of("Lyon", "Ulm")) {
      List<Prediction> own =
          outcome.predictions().stream()
              .filter(
                  prediction ->
                      prediction.part() == Part.VALIDATION || in(outcome, prediction, centre))
              .toList();
      List<Score> alone =
          new ClassificationMetric(DRAWS, false)
              .score(new Outcome("v", "100X", 1, outcome.classes(), own));
      for (Score score : scores) {
        if (score.scope().equals("centre=" + centre)) {
          assertThat(alone)
              .contains(
                  new Score(
                      score.metric(),
                      score.part(),
                      Score.ALL,
                      score.value(),
                      score.low(),
                      score.high(),
                      score.note()));
        }
      }
      assertThat(scores)
          .filteredOn(score -> score.scope().equals("centre=" + centre))
          .extracting(Score::metric)
          .contains("auc", "brier", "images", "patients");
    }
    assertThat(scores)
        .filteredOn(score -> !score.scope().startsWith("centre="))
        .isEqualTo(new ClassificationMetric(DRAWS, false).score(outcome));
  }

  /** Folds are pooled, seeds averaged: by loops over all pairs of images. */
  @Test
  void overAllFoldsTheImagesOfAValueAreScoredTogether() {
    List<Outcome> outcomes = new ArrayList<>();
    for (long seed = 1; seed <= 2; seed++) {
      outcomes.add(outcome("100X", seed));
      outcomes.add(outcome("200X", seed));
    }
    List<StudyScore> scores = metric("centre").score(outcomes, List.of());

    for (String centre : List.of("Lyon", "Ulm")) {
      double mean = 0;
      for (long seed = 1; seed <= 2; seed++) {
        List<Prediction> pooled = new ArrayList<>();
        for (Outcome outcome : outcomes) {
          if (outcome.seed() == seed) {
            outcome.part(Part.TEST).stream()
                .filter(prediction -> in(outcome, prediction, centre))
                .forEach(pooled::add);
          }
        }
        mean += area(pooled) / 2;
      }
      Score score = of(scores, "centre=" + centre);
      assertThat(score.value()).isEqualTo(mean, within(1e-12));
      assertThat(score.low()).isLessThanOrEqualTo(score.value());
      assertThat(score.high()).isGreaterThanOrEqualTo(score.value());
      assertThat(score.note()).contains("50 draws of 8 test patients, seed 3");
    }
  }

  @Test
  void tellsThatAValueHasOneClassOnly() {
    Score score =
        of(metric("class").score(List.of(outcome("100X", 1)), List.of()), "class=malignant");

    assertThat(score.value()).isNaN();
    assertThat(score.note()).isEqualTo("all of its test images are malignant");
    assertThat(metric("class").score(outcome("100X", 1)))
        .filteredOn(each -> each.metric().equals("auc") && each.scope().equals("class=malignant"))
        .extracting(Score::note)
        .containsOnly("all images are malignant");
  }

  @Test
  void tellsWhichFieldsThereAreWhereOneIsUnknown() {
    for (Score score :
        List.of(
            of(metric("scanner").score(List.of(outcome("100X", 1)), List.of()), "scanner"),
            metric("scanner").score(outcome("100X", 1)).stream()
                .filter(each -> each.scope().equals("scanner"))
                .findFirst()
                .orElseThrow())) {
      assertThat(score.value()).isNaN();
      assertThat(score.note())
          .isEqualTo("no test image has a value of scanner; known: centre, class, id");
    }
  }

  @Test
  void tooManyValuesAreNotToldApart() {
    Score score = of(metric("id").score(List.of(outcome("100X", 1)), List.of()), "id");

    assertThat(score.note())
        .isEqualTo("the test images have 160 values of id; 100 at most are told apart");
  }

  @Test
  void hasATableOnlyIfItIsAskedFor() {
    assertThat(metric("centre").columns())
        .filteredOn(column -> column.name().equals("auc-by-value"))
        .hasSize(1)
        .allMatch(column -> column.in(Table.SCOPES));
    assertThat(new ClassificationMetric(DRAWS, false).columns())
        .noneMatch(column -> column.name().equals("auc-by-value"));
  }

  private static ClassificationMetric metric(String... by) {
    return new ClassificationMetric(DRAWS, false, HeadlineMeasure.AUC, 0.01, ValueScores.of(by));
  }

  private static Score of(List<StudyScore> scores, String scope) {
    return scores.stream()
        .map(StudyScore::score)
        .filter(score -> score.metric().equals("auc-by-value") && score.scope().equals(scope))
        .findFirst()
        .orElseThrow();
  }

  private static boolean in(Outcome outcome, Prediction prediction, String centre) {
    return centre.equals(outcome.values().of(CENTRE).get(prediction.sample()));
  }

  private static double area(List<Prediction> predictions) {
    double won = 0;
    double pairs = 0;
    for (Prediction one : predictions) {
      for (Prediction other : predictions) {
        if (one.label() == 1 && other.label() == 0) {
          int order = Double.compare(one.probabilities().get(1), other.probabilities().get(1));
          won += order > 0 ? 1 : order == 0 ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return won / pairs;
  }

  /**
   * Eight test patients with twenty images each, in two centres; three patients are validated on.
   */
  private static Outcome outcome(String fold, long seed) {
    Random random = new Random(fold.hashCode() + seed);
    List<Prediction> predictions = new ArrayList<>();
    Map<String, String> centres = new HashMap<>();
    Map<String, String> classes = new HashMap<>();
    Map<String, String> ids = new HashMap<>();
    for (int patient = 0; patient < 11; patient++) {
      for (int image = 0; image < 20; image++) {
        int label = (patient + image / 10) % 2;
        String id = fold + patient + "-" + image;
        double probability = Math.min(1, 0.3 * label + 0.7 * random.nextDouble());
        boolean tested = patient < 8;
        predictions.add(
            new Prediction(
                fold,
                id,
                "p" + patient,
                fold,
                tested ? Part.TEST : Part.VALIDATION,
                label,
                List.of(1 - probability, probability)));
        if (tested) {
          centres.put(id, image % 3 == 0 ? "Lyon" : "Ulm");
          classes.put(id, label == 1 ? "malignant" : "benign");
          ids.put(id, id);
        }
      }
    }
    Map<SampleField, Map<String, String>> known =
        Map.of(CENTRE, centres, new SampleField("class"), classes, new SampleField("id"), ids);
    return new Outcome(
        "v",
        fold,
        seed,
        1,
        SampleField.MAGNIFICATION,
        List.of("benign", "malignant"),
        predictions,
        Optional.empty(),
        new SampleValues() {
          @Override
          public List<SampleField> fields() {
            return List.of(CENTRE, new SampleField("class"), new SampleField("id"));
          }

          @Override
          public Map<String, String> of(SampleField field) {
            return known.getOrDefault(field, Map.of());
          }
        });
  }
}
