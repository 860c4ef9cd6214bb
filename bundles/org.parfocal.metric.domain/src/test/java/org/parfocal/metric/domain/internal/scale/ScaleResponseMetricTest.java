package org.parfocal.metric.domain.internal.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.statistics.PatientBootstrap;
import org.parfocal.testkit.OptionValues;

class ScaleResponseMetricTest {
  private static final Map<String, Object> NO_PROBES =
      Map.of("logistic_c", 0.0, "neighbours", 0, "few_shot_patients", new int[0]);
  private static final Pyramids NEAR =
      new Pyramids((trained, scale) -> 2 - Math.abs(Math.log(scale / trained)));

  @Test
  void matrixAreaAndWorstScaleAreThoseOfNaiveLoops() {
    List<Outcome> outcomes = NEAR.outcomes("first", 1, 2);
    List<StudyScore> scores = metric(NO_PROBES).score(outcomes, List.of());

    double[] heights = new double[2];
    double least = 1;
    for (int set = 0; set < 2; set++) {
      String trained = Pyramids.SETS.get(set);
      double[] areas = areas(outcomes, trained, Pyramids.everybody());
      for (int place = 0; place < areas.length; place++) {
        double scale = Pyramids.SCALES.get(place);
        Score score = of(scores, "response-auc", trained + " → " + scale);
        assertThat(score.value()).isEqualTo(areas[place], within(1e-12));
        boolean seen = Double.toString(scale).equals(trained);
        assertThat(score.part()).isEqualTo(seen ? Part.SEEN : Part.TEST);
      }
      heights[set] = Pyramids.height(areas);
      double worst = Arrays.stream(areas).min().orElseThrow();
      least = Math.min(least, worst);
      assertThat(of(scores, "response-area", trained).value())
          .isEqualTo(heights[set], within(1e-12));
      assertThat(of(scores, "response-worst", trained).value()).isEqualTo(worst, within(1e-12));
    }
    assertThat(of(scores, "response-area", Score.ALL).value())
        .isEqualTo((heights[0] + heights[1]) / 2, within(1e-12));
    assertThat(of(scores, "response-worst", Score.ALL).value()).isEqualTo(least, within(1e-12));
    assertThat(of(scores, "response-area", "0.5").note())
        .contains("mean over log2 µm per pixel from 0.5 to 2.0, 5 scales");
  }

  /** The same draws of patients by loops over lists in which a patient stands as often as drawn. */
  @Test
  void intervalsAreThoseOfNaiveDrawsOfPatients() {
    List<Outcome> outcomes = NEAR.outcomes("first", 1);
    Map<String, Object> options = new HashMap<>(NO_PROBES);
    options.put("bootstrap_draws", 60);
    options.put("bootstrap_seed", 7L);
    List<StudyScore> scores = metric(options).score(outcomes, List.of());

    List<String> patients = Pyramids.everybody();
    SplittableRandom random = new SplittableRandom(7);
    double[][] drawn = new double[3][60];
    for (int draw = 0; draw < 60; draw++) {
      List<String> some = new ArrayList<>();
      for (int i = 0; i < patients.size(); i++) {
        some.add(patients.get(random.nextInt(patients.size())));
      }
      double[] areas = areas(outcomes, "0.5", some);
      drawn[0][draw] = areas[3];
      drawn[1][draw] = Pyramids.height(areas);
      drawn[2][draw] = Arrays.stream(areas).min().orElseThrow();
    }
    List<Score> made =
        List.of(
            of(scores, "response-auc", "0.5 → 1.414"),
            of(scores, "response-area", "0.5"),
            of(scores, "response-worst", "0.5"));
    for (int number = 0; number < 3; number++) {
      assertThat(made.get(number).low())
          .isEqualTo(Pyramids.quantile(drawn[number], 0.025), within(1e-12));
      assertThat(made.get(number).high())
          .isEqualTo(Pyramids.quantile(drawn[number], 0.975), within(1e-12));
      assertThat(made.get(number).note()).contains("60 draws of 12 test patients, seed 7");
    }
  }

  @Test
  void theCurvePeaksWhereTheSignalIs() {
    Pyramids one = new Pyramids((trained, scale) -> scale == 1 ? 6 : 0);
    List<StudyScore> scores = metric(NO_PROBES).score(one.outcomes("one", 1), List.of());

    for (String trained : Pyramids.SETS) {
      assertThat(of(scores, "response-auc", trained + " → 1.0").value()).isGreaterThan(0.95);
      for (double scale : List.of(0.5, 0.7071, 1.414, 2.0)) {
        assertThat(of(scores, "response-auc", trained + " → " + scale).value())
            .isBetween(0.25, 0.75);
      }
    }
  }

  @Test
  void aModelThatSeesNoScaleIsFlat() {
    List<Outcome> blind = new ArrayList<>();
    for (Outcome outcome : NEAR.outcomes("blind", 1)) {
      blind.add(
          changed(
              outcome,
              prediction -> {
                double same =
                    Math.floorMod(prediction.sample().split(" ")[0].hashCode(), 97) / 97.0;
                return List.of(1 - same, same);
              }));
    }
    List<StudyScore> scores = metric(NO_PROBES).score(blind, List.of());

    double height = of(scores, "response-area", "0.5").value();
    assertThat(of(scores, "response-worst", "0.5").value()).isEqualTo(height, within(1e-12));
    for (double scale : Pyramids.SCALES) {
      assertThat(of(scores, "response-auc", "0.5 → " + scale).value())
          .isEqualTo(height, within(1e-12));
    }
  }

  @Test
  void aDifferenceComparesTheSamePatients() {
    List<Outcome> outcomes = NEAR.outcomes("first", 1, 2);
    List<Outcome> others = NEAR.outcomes("second", 1, 2);
    List<StudyScore> same = metric(NO_PROBES).score(outcomes, outcomes);
    List<StudyScore> scores = metric(NO_PROBES).score(others, outcomes);

    Score none = of(same, "response-area-difference", Score.ALL);
    assertThat(List.of(none.value(), none.low(), none.high())).containsOnly(0.0);
    Score gain = of(scores, "response-area-difference", "2.0");
    assertThat(gain.value())
        .isEqualTo(
            Pyramids.height(areas(others, "2.0", Pyramids.everybody()))
                - Pyramids.height(areas(outcomes, "2.0", Pyramids.everybody())),
            within(1e-12));
    assertThat(gain.note())
        .contains("12 test patients and 2 seeds, the same for both")
        .contains("minus first");
  }

  @Test
  void aScaleOfOneClassIsLeftOutAndTold() {
    List<Outcome> outcomes =
        NEAR.outcomes("first", 1).stream()
            .map(
                outcome ->
                    kept(
                        outcome,
                        (row, prediction) ->
                            !"1.414".equals(prediction.domain()) || prediction.label() == 0))
            .toList();
    List<StudyScore> scores = metric(NO_PROBES).score(outcomes, List.of());

    assertThat(of(scores, "response-auc", "0.5 → 1.414").value()).isNaN();
    assertThat(of(scores, "response-auc", "0.5 → 1.414").note()).contains("of one class");
    assertThat(of(scores, "response-area", "0.5").value()).isBetween(0.0, 1.0);
    assertThat(of(scores, "response-area", "0.5").note()).contains("undefined at [1.414]");
  }

  @Test
  void probesNeverLearnFromTestedImages() {
    List<Outcome> outcomes = NEAR.outcomes("first", 1);
    List<Outcome> others = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      List<float[]> rows = new ArrayList<>(outcome.embeddings().orElseThrow().read());
      for (int row = 0; row < rows.size(); row++) {
        Prediction prediction = outcome.predictions().get(row);
        if (prediction.part() != Part.TRAINING && !"1.0".equals(prediction.domain())) {
          rows.set(row, new float[] {1000 * prediction.label(), -7, 3});
        }
      }
      others.add(Pyramids.outcome("first", outcome.name(), 1, outcome.predictions(), rows));
    }
    Map<String, Object> options = Map.of("neighbours", 5);
    List<StudyScore> scores = metric(options).score(outcomes, List.of());
    List<StudyScore> changed = metric(options).score(others, List.of());

    for (String probe : List.of("logistic", "neighbours", "few-shot-2")) {
      String name = "response-%s-auc".formatted(probe);
      assertThat(of(changed, name, "0.5 → 1.0")).isEqualTo(of(scores, name, "0.5 → 1.0"));
      assertThat(of(changed, name, "0.5 → 2.0").value())
          .isNotEqualTo(of(scores, name, "0.5 → 2.0").value());
      assertThat(of(scores, name, "0.5 → 0.5").value()).isGreaterThan(0.6);
    }
  }

  @Test
  void tellsThatAClassHasTooFewPatientsForAProbe() {
    Map<String, Object> options = Map.of("few_shot_patients", new int[] {1, 4});
    List<StudyScore> scores = metric(options).score(NEAR.outcomes("first", 1), List.of());

    assertThat(of(scores, "response-few-shot-1-area", Score.ALL).value()).isBetween(0.0, 1.0);
    Score none = of(scores, "response-few-shot-4-area", Score.ALL);
    assertThat(none.value()).isNaN();
    assertThat(none.note())
        .isEqualTo("fold 0.5-1: 3 training patients have images of class benign, and 4 are needed");
  }

  @Test
  void saysWhyThereIsNoResponse() {
    Outcome other = new Outcome("first", "200X", 1, List.of("a", "b"), List.of());
    assertThat(of(metric(Map.of()).score(List.of(other), List.of()), "response-area", Score.ALL))
        .extracting(Score::note)
        .isEqualTo("the protocol varies the magnification, and not the microns-per-pixel");
    assertThatThrownBy(() -> metric(Map.of("few_shot_patients", new int[] {2, 2})))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("few-shot-patients has 2 twice");
  }

  private static double[] areas(List<Outcome> outcomes, String trained, List<String> patients) {
    long[] seeds = outcomes.stream().mapToLong(Outcome::seed).distinct().toArray();
    double[] areas = new double[Pyramids.SCALES.size()];
    for (int place = 0; place < areas.length; place++) {
      String scale = Pyramids.SCALES.get(place).toString();
      for (long seed : seeds) {
        List<Prediction> pooled = new ArrayList<>();
        for (Outcome outcome : outcomes) {
          if (outcome.seed() == seed && outcome.name().startsWith(trained)) {
            for (Prediction prediction : outcome.predictions()) {
              if (prediction.part() != Part.TRAINING && scale.equals(prediction.domain())) {
                pooled.add(prediction);
              }
            }
          }
        }
        areas[place] += Pyramids.area(pooled, patients) / seeds.length;
      }
    }
    return areas;
  }

  /** Judges anew. */
  @FunctionalInterface
  private interface Anew {
    List<Double> probabilities(Prediction prediction);
  }

  private static Outcome changed(Outcome outcome, Anew anew) {
    List<Prediction> predictions = new ArrayList<>();
    for (Prediction of : outcome.predictions()) {
      predictions.add(
          new Prediction(
              of.fold(),
              of.sample(),
              of.patient(),
              of.magnification(),
              of.domain(),
              of.part(),
              of.label(),
              anew.probabilities(of)));
    }
    return Pyramids.outcome(
        outcome.variant(),
        outcome.name(),
        outcome.seed(),
        predictions,
        outcome.embeddings().orElseThrow().read());
  }

  private static Outcome kept(Outcome outcome, BiPredicate<Integer, Prediction> wanted) {
    List<Prediction> predictions = new ArrayList<>();
    List<float[]> rows = new ArrayList<>();
    for (int row = 0; row < outcome.predictions().size(); row++) {
      if (wanted.test(row, outcome.predictions().get(row))) {
        predictions.add(outcome.predictions().get(row));
        rows.add(outcome.embeddings().orElseThrow().read().get(row));
      }
    }
    return Pyramids.outcome(outcome.variant(), outcome.name(), outcome.seed(), predictions, rows);
  }

  private static Score of(List<StudyScore> scores, String metric, String scope) {
    return scores.stream()
        .map(StudyScore::score)
        .filter(score -> score.metric().equals(metric) && score.scope().equals(scope))
        .findFirst()
        .orElseThrow();
  }

  static ScaleResponseMetric metric(Map<String, Object> options) {
    ScaleResponseMetric.Options typed = OptionValues.of(ScaleResponseMetric.Options.class, options);
    return new ScaleResponseMetric(
        typed, new PatientBootstrap(typed.bootstrap_draws(), typed.bootstrap_seed(), 2));
  }
}
