package org.parfocal.metric.classification.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Score;
import org.parfocal.statistics.PatientBootstrap;

class ClassificationMetricTest {
  private static final List<String> TWO = List.of("benign", "malignant");

  @Test
  void agreesWithTheExamplesOfScikitLearn() {
    // roc_auc_score: y [0 0 1 1], scores [0.1 0.4 0.35 0.8] → 0.75
    List<Score> auc =
        score(
            ThresholdRule.FIXED,
            TWO,
            test("a", 0, 0.1),
            test("a", 0, 0.4),
            test("b", 1, 0.35),
            test("b", 1, 0.8));
    assertValue(auc, "auc", 0.75);
    // brier_score_loss: y [0 1 1 0], probabilities [0.1 0.9 0.8 0.3] → 0.0375
    List<Score> brier =
        score(
            ThresholdRule.FIXED,
            TWO,
            test("a", 0, 0.1),
            test("b", 1, 0.9),
            test("b", 1, 0.8),
            test("a", 0, 0.3));
    assertValue(brier, "brier", 0.0375);
    // balanced_accuracy_score: true [0 1 0 0 1 0], decided [0 1 0 0 0 1] → 0.625
    int[] label = {0, 1, 0, 0, 1, 0};
    int[] decided = {0, 1, 0, 0, 0, 1};
    List<Prediction> balanced = new ArrayList<>();
    for (int i = 0; i < label.length; i++) {
      balanced.add(test("p" + i, label[i], decided[i] == 1 ? 0.9 : 0.2));
    }
    assertValue(score(ThresholdRule.FIXED, TWO, balanced), "balanced-accuracy", 0.625);
    // f1_score(average="macro"): true [0 1 2 0 1 2], decided [0 2 1 0 0 1] → 0.8 / 3
    assertValue(threeClasses(), "macro-f1", 0.8 / 3);
  }

  private static List<Score> threeClasses() {
    int[] label = {0, 1, 2, 0, 1, 2};
    int[] decided = {0, 2, 1, 0, 0, 1};
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < label.length; i++) {
      Double[] probability = {0.2, 0.2, 0.2};
      probability[decided[i]] = 0.6;
      predictions.add(prediction("f", "s" + i, "p" + i, "40X", Part.TEST, label[i], probability));
    }
    return score(ThresholdRule.VALIDATION, List.of("A", "F", "PT"), predictions);
  }

  @Test
  void scoresThreeClasses() {
    List<Score> scores = threeClasses();
    assertValue(scores, "accuracy", 2.0 / 6);
    assertValue(scores, "balanced-accuracy", 1.0 / 3);
    // By hand, probabilities of class 0: 0.6 0.2 0.2 0.6 0.6 0.2, labels 0 and 3 positive:
    // 0.6 against {0.2 0.2 0.6 0.2}: 3½ of 4. Class 1: 0.2 0.2 0.6 0.2 0.2 0.6, positive 1 and 4:
    // 0.2 against {0.2 0.6 0.2 0.6}: 1 of 4. Class 2: 0.2 0.6 0.2 0.2 0.2 0.2, positive 2 and 5:
    // 0.2 against {0.2 0.6 0.2 0.2}: 1½ of 4.
    assertValue(scores, "auc", (3.5 / 4 + 1.0 / 4 + 1.5 / 4) / 3);
    // Right: 0.4² + 2 · 0.2² = 0.24; wrong: 0.8² + 0.6² + 0.2² = 1.04.
    assertValue(scores, "brier", (2 * 0.24 + 4 * 1.04) / 6);
    assertThat(scores).noneMatch(score -> score.metric().equals("sensitivity"));
    assertValue(scores, "confusion-PT-F", 2);
    assertValue(scores, "confusion-F-A", 1);
    assertThat(find(scores, "accuracy", Part.TEST, Score.ALL).note()).doesNotContain("threshold");
  }

  @Test
  void agreesWithExactFractions() {
    // Made by a formula with many ties; the fractions were computed by counting pairs and cells
    // with Python's fractions module.
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double p = ((i * 37 + (i * i) % 13) % 40) / 40.0;
      int label = (i * 53 + i / 7) % 7 < 3 + (p > 0.5 ? 1 : 0) ? 1 : 0;
      predictions.add(prediction("f", "s" + i, "p" + i % 9, "40X", Part.TEST, label, 1 - p, p));
    }
    List<Score> scores = score(ThresholdRule.FIXED, TWO, predictions);
    assertValue(scores, "auc", 11605.0 / 19982);
    assertValue(scores, "accuracy", 23.0 / 40);
    assertValue(scores, "balanced-accuracy", 11425.0 / 19982);
    assertValue(scores, "macro-f1", 179.0 / 315);
    assertValue(scores, "sensitivity", 45.0 / 97);
    assertValue(scores, "specificity", 70.0 / 103);
    assertValue(scores, "brier", 99109.0 / 320000);
    assertValue(scores, "patient-recognition-rate", 2615.0 / 4554);
    assertValue(scores, "confusion-benign-benign", 70);
    assertValue(scores, "confusion-benign-malignant", 33);
    assertValue(scores, "confusion-malignant-benign", 52);
    assertValue(scores, "confusion-malignant-malignant", 45);
    assertValue(scores, "images", 200);
    assertValue(scores, "patients", 9);
    assertUndefined(
        scores,
        "patient-auc",
        "9 of 9 patients have images of several classes, so patients have no label");
  }

  @Test
  void scoresPatients() {
    // a (benign): mean 0.3, both right. b (malignant): mean 0.4, one of two right.
    // c (malignant): 0.3, wrong: tied with a. AUC = (1 + ½) / 2.
    List<Score> scores =
        score(
            ThresholdRule.FIXED,
            TWO,
            test("a", 0, 0.25),
            test("a", 0, 0.35),
            test("b", 1, 0.05),
            test("b", 1, 0.75),
            test("c", 1, 0.3));
    assertValue(scores, "patient-auc", 0.75);
    assertValue(scores, "patient-recognition-rate", (1 + 0.5 + 0) / 3);
    assertValue(scores, "accuracy", 3.0 / 5);
  }

  @Test
  void givesAPatientNoLabelWhoseImagesInAnotherPartAreOfAnotherClass() {
    List<Score> scores =
        score(
            ThresholdRule.FIXED,
            TWO,
            test("a", 0, 0.25),
            test("b", 1, 0.75),
            prediction("f", "seen", "b", "100X", Part.SEEN, 0, 0.5, 0.5));
    assertUndefined(
        scores,
        "patient-auc",
        "1 of 2 patients have images of several classes, so patients have no label");
  }

  @Test
  void saysWhyAPartOfOneClassHasNoScore() {
    List<Score> scores = score(ThresholdRule.FIXED, TWO, test("a", 1, 0.25), test("b", 1, 0.75));
    for (String metric : List.of("auc", "balanced-accuracy", "macro-f1")) {
      assertUndefined(scores, metric, "all images are malignant");
    }
    assertUndefined(scores, "patient-auc", "all patients are malignant");
    assertUndefined(scores, "specificity", "no image is benign");
    assertValue(scores, "sensitivity", 0.5);
    assertValue(scores, "accuracy", 0.5);
    assertValue(scores, "brier", (0.75 * 0.75 + 0.25 * 0.25) / 2);
    assertThat(find(scores, "auc", Part.TEST, Score.WORST).note()).isEqualTo("undefined at 40X");
  }

  @Test
  void averagesOverTheClassesThatOccurAndSaysSo() {
    List<Prediction> predictions =
        List.of(
            prediction("f", "1", "a", "40X", Part.TEST, 0, 0.8, 0.1, 0.1),
            prediction("f", "2", "b", "40X", Part.TEST, 1, 0.3, 0.6, 0.1),
            prediction("f", "3", "b", "40X", Part.TEST, 1, 0.5, 0.4, 0.1));
    List<Score> scores = score(ThresholdRule.FIXED, List.of("A", "F", "PT"), predictions);
    assertValue(scores, "balanced-accuracy", (1 + 0.5) / 2);
    // Class A: 2 · 1 / (1 + 2), class F: 2 · 1 / (2 + 1); PT neither occurs nor is decided.
    assertValue(scores, "macro-f1", 2.0 / 3);
    assertValue(scores, "auc", 1);
    assertThat(find(scores, "auc", Part.TEST, Score.ALL).note()).contains("2 of 3 classes occur");
  }

  @Test
  void takesEachFoldsThresholdFromItsOwnValidation() {
    List<Prediction> predictions =
        List.of(
            // Fold 1 separates at 0.25 (0.2 | 0.3), fold 2 at 0.7 (0.6 | 0.8).
            prediction("1", "v1", "v", "40X", Part.VALIDATION, 0, 0.8, 0.2),
            prediction("1", "v2", "v", "40X", Part.VALIDATION, 1, 0.7, 0.3),
            prediction("2", "v1", "v", "40X", Part.VALIDATION, 0, 0.4, 0.6),
            prediction("2", "v2", "v", "40X", Part.VALIDATION, 1, 0.2, 0.8),
            prediction("1", "t1", "a", "40X", Part.TEST, 1, 0.72, 0.28),
            prediction("1", "t2", "b", "40X", Part.TEST, 0, 0.78, 0.22),
            prediction("2", "t3", "c", "40X", Part.TEST, 0, 0.35, 0.65),
            prediction("2", "t4", "d", "40X", Part.TEST, 1, 0.25, 0.75));
    List<Score> scores = score(ThresholdRule.VALIDATION, TWO, predictions);
    assertValue(scores, "accuracy", 1);
    assertThat(find(scores, "accuracy", Part.TEST, Score.ALL).note())
        .contains("thresholds 0.25 to 0.7, chosen on validation in 2 of 2 folds");
    assertValue(score(ThresholdRule.FIXED, TWO, predictions), "accuracy", 0.5);
    assertValue(scores, "auc", 0.75);
    assertThat(find(scores, "auc", Part.TEST, Score.ALL).note()).doesNotContain("threshold");
  }

  @Test
  void saysWhenNothingCouldBeChosenOnValidation() {
    List<Score> scores = score(ThresholdRule.VALIDATION, TWO, test("a", 0, 0.1), test("b", 1, 0.5));
    assertValue(scores, "accuracy", 1);
    assertThat(find(scores, "accuracy", Part.TEST, Score.ALL).note())
        .endsWith("threshold 0.5 (no validation images)");
  }

  @Test
  void scoresEachMagnificationAndTheWorst() {
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String patient = i % 2 == 0 ? "a" : "b";
      int label = i % 2;
      double right = label == 1 ? 0.875 : 0.125;
      predictions.add(
          prediction("f", "t" + i, patient, "200X", Part.TEST, label, 1 - right, right));
      predictions.add(prediction("f", "x" + i, patient, "40X", Part.SEEN, label, 1 - right, right));
      double half = i < 2 ? right : 1 - right;
      predictions.add(prediction("f", "y" + i, patient, "100X", Part.SEEN, label, 1 - half, half));
      predictions.add(prediction("f", "z" + i, patient, null, Part.SEEN, label, 0.5, 0.5));
    }
    predictions.add(prediction("f", "w", "a", "400X", Part.SEEN, 0, 0.8, 0.2));
    List<Score> scores = score(ThresholdRule.FIXED, TWO, predictions);

    assertThat(scores.stream().filter(s -> s.part() == Part.TEST).map(Score::scope).distinct())
        .containsExactly("all", "200X", "worst");
    assertThat(scores.stream().filter(s -> s.part() == Part.SEEN).map(Score::scope).distinct())
        .containsExactly("all", "40X", "100X", "400X", "worst");
    assertThat(find(scores, "auc", Part.SEEN, "40X").value()).isEqualTo(1);
    assertThat(find(scores, "auc", Part.SEEN, "100X").value()).isEqualTo(0.5);
    assertThat(find(scores, "auc", Part.SEEN, "400X").value()).isNaN();
    Score worst = find(scores, "auc", Part.SEEN, Score.WORST);
    assertThat(worst.value()).isEqualTo(0.5);
    assertThat(worst.note()).startsWith("at 100X; undefined at 400X; ");
    assertThat(find(scores, "brier", Part.SEEN, Score.WORST).value()).isEqualTo(0.390625);
    assertThat(find(scores, "brier", Part.SEEN, Score.WORST).note()).startsWith("at 100X; ");
    assertThat(find(scores, "images", Part.SEEN, "100X").value()).isEqualTo(4);
    assertThat(scores).noneMatch(s -> s.metric().equals("images") && s.scope().equals(Score.WORST));
  }

  @Test
  void saysOfManyClassesWhatTheirNumbersAre() {
    ClassificationMetric metric = new ClassificationMetric(options(Map.of()));
    assertThat(named(metric.columns(10), "auc").description()).startsWith("macro one-vs-rest");
    assertThat(named(metric.columns(2), "auc").description()).isEqualTo("area under the ROC curve");
    assertThat(named(metric.columns(10), "brier"))
        .returns("0 to 2", MetricColumn::unit)
        .returns(
            "squared error of the probabilities, summed over the classes",
            MetricColumn::description);
    assertThat(named(metric.columns(2), "brier").unit()).isEqualTo("0 to 1");
    assertThat(metric.columns(2)).extracting(MetricColumn::unit).doesNotContain("0 to 2");
    assertThat(named(metric.columns(10), "mean-brier").unit()).isEqualTo("0 to 2");
    assertThat(metric.columns(10).stream().map(MetricColumn::name))
        .containsExactlyElementsOf(metric.columns().stream().map(MetricColumn::name).toList());
  }

  @Test
  void isToldByTheMeasureThatIsChosen() {
    ClassificationMetric metric =
        new ClassificationMetric(options(Map.of("headline", HeadlineMeasure.BALANCED_ACCURACY)));
    assertThat(metric.columns().stream().filter(column -> column.in(Table.HEADLINE)))
        .extracting(MetricColumn::name)
        .containsExactly("balanced-accuracy");
    assertThat(
            metric.columns().stream()
                .filter(column -> column.in(Table.COMPARISON))
                .map(MetricColumn::name))
        .startsWith(
            "balanced-accuracy-validation",
            "mean-balanced-accuracy",
            "mean-balanced-accuracy-difference",
            "balanced-accuracy-seen",
            "balanced-accuracy-lost",
            "worst-balanced-accuracy")
        .contains("mean-auc", "auc-lost", "mean-brier", "brier-lost")
        .doesNotHaveDuplicates();
    Prediction[] predictions = {
      test("a", 0, 0.1), test("b", 1, 0.9), test("c", 0, 0.3), test("d", 1, 0.2)
    };
    Outcome outcome = new Outcome("v", "f", 13, TWO, List.of(predictions));
    assertThat(metric.score(List.of(outcome), List.of(outcome)))
        .extracting(score -> score.score().metric())
        .contains("worst-balanced-accuracy", "balanced-accuracy-exchange-p")
        .doesNotContain("worst-auc", "auc-exchange-p");
  }

  private static MetricColumn named(List<MetricColumn> columns, String name) {
    return columns.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void saysThatNoMagnificationIsKnown() {
    List<Score> scores =
        score(
            ThresholdRule.FIXED,
            TWO,
            prediction("f", "1", "a", null, Part.TEST, 0, 0.8, 0.2),
            prediction("f", "2", "b", null, Part.TEST, 1, 0.3, 0.7));
    assertThat(find(scores, "auc", Part.TEST, Score.ALL).value()).isEqualTo(1);
    assertThat(find(scores, "auc", Part.TEST, Score.WORST).note())
        .isEqualTo("no magnification is known");
  }

  @Test
  void dependsNeitherOnTheRunNorOnTheOrderOfPredictions() {
    List<Prediction> predictions = simulated(new Random(3), 40, 300, List.of("40X", "100X"));
    List<Score> scores = score(ThresholdRule.VALIDATION, TWO, predictions);
    List<Prediction> shuffled = new ArrayList<>(predictions);
    Collections.shuffle(shuffled, new Random(1));

    assertThat(score(ThresholdRule.VALIDATION, TWO, predictions)).isEqualTo(scores);
    assertThat(score(ThresholdRule.VALIDATION, TWO, shuffled)).isEqualTo(scores);
    Score auc = find(scores, "auc", Part.TEST, Score.ALL);
    assertThat(auc.low()).isLessThan(auc.value());
    assertThat(auc.high()).isGreaterThan(auc.value());
    assertThat(auc.note()).startsWith("1000 draws of 40 test patients, seed 2016");
  }

  @Test
  void countsDrawsWithoutASecondClass() {
    // Two patients: half of the draws take one of them twice.
    List<Score> scores =
        new ClassificationMetric(new PatientBootstrap(1000, 2016, 1), true)
            .score(
                new Outcome(
                    "baseline",
                    "f",
                    13,
                    TWO,
                    List.of(test("a", 0, 0.1), test("a", 0, 0.6), test("b", 1, 0.5))));
    Score auc = find(scores, "auc", Part.TEST, Score.ALL);
    assertThat(auc.note())
        .matches(
            "1000 draws of 2 test patients, seed 2016, (4[5-9]|5[0-4])\\d of them undefined.*");
    assertThat(auc.low()).isEqualTo(0.5);
    assertThat(auc.high()).isEqualTo(0.5);
  }

  @Test
  void givesNoIntervalOverOnePatient() {
    Score accuracy =
        find(score(ThresholdRule.FIXED, TWO, test("a", 0, 0.1)), "accuracy", Part.TEST, Score.ALL);
    assertThat(accuracy.low()).isNaN();
    assertThat(accuracy.note()).startsWith("no interval over one patient");
  }

  @Test
  void takesLittleTimeForAStudyOfBreakhisSize() {
    Random random = new Random(5);
    List<List<Prediction>> folds = new ArrayList<>();
    for (int fold = 0; fold < 4; fold++) {
      List<Prediction> predictions = new ArrayList<>(simulated(random, 82, 2000, List.of("200X")));
      for (Prediction seen : simulated(random, 82, 6000, List.of("40X", "100X", "400X"))) {
        predictions.add(
            new Prediction(
                seen.fold(),
                seen.sample(),
                seen.patient(),
                seen.magnification(),
                Part.SEEN,
                seen.label(),
                seen.probabilities()));
      }
      folds.add(predictions);
    }
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    folds.forEach(predictions -> score(ThresholdRule.VALIDATION, TWO, predictions));
    long milliseconds = (clock.getCurrentThreadCpuTime() - start) / 1_000_000;
    System.out.println(
        "scores of four folds of 8,000 images: " + milliseconds + " ms of processor time");
    assertThat(milliseconds).isLessThan(10_000);
  }

  /** Images of patients, each of one class, with scores that carry some signal and many ties. */
  private static List<Prediction> simulated(
      Random random, int patients, int images, List<String> magnifications) {
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      int patient = i % patients;
      int label = patient % 3 == 0 ? 0 : 1;
      double p = Math.round(100 * (0.25 + 0.2 * label + 0.5 * random.nextDouble())) / 100.0;
      predictions.add(
          prediction(
              "f",
              "s" + i,
              "p" + patient,
              magnifications.get(i % magnifications.size()),
              i % 10 == 9 && patients < 20 ? Part.VALIDATION : Part.TEST,
              label,
              1 - p,
              p));
    }
    return predictions;
  }

  private int samples;

  private Prediction test(String patient, int label, double p) {
    return prediction("f", "t" + samples++, patient, "40X", Part.TEST, label, 1 - p, p);
  }

  private static Prediction prediction(
      String fold,
      String sample,
      String patient,
      @Nullable String magnification,
      Part part,
      int label,
      Double... probabilities) {
    return new Prediction(
        fold, sample, patient, magnification, part, label, Arrays.asList(probabilities));
  }

  private static List<Score> score(
      ThresholdRule threshold, List<String> classes, Prediction... predictions) {
    return score(threshold, classes, List.of(predictions));
  }

  private static List<Score> score(
      ThresholdRule threshold, List<String> classes, List<Prediction> predictions) {
    return new ClassificationMetric(options(Map.of("threshold", threshold)))
        .score(new Outcome("baseline", "f", 13, classes, predictions));
  }

  /** Typed options as Declarative Services makes them: the given values, else the defaults. */
  private static ClassificationMetric.Options options(Map<String, Object> values) {
    Class<ClassificationMetric.Options> type = ClassificationMetric.Options.class;
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object value = values.get(method.getName());
              return value != null ? value : method.getDefaultValue();
            }));
  }

  private static Score find(List<Score> scores, String metric, Part part, String scope) {
    List<Score> found =
        scores.stream()
            .filter(s -> s.metric().equals(metric) && s.part() == part && s.scope().equals(scope))
            .toList();
    assertThat(found).as(metric).hasSize(1);
    return found.get(0);
  }

  private static void assertValue(List<Score> scores, String metric, double value) {
    assertThat(find(scores, metric, Part.TEST, Score.ALL).value())
        .as(metric)
        .isEqualTo(value, within(1e-9));
  }

  private static void assertUndefined(List<Score> scores, String metric, String reason) {
    Score score = find(scores, metric, Part.TEST, Score.ALL);
    assertThat(score.value()).as(metric).isNaN();
    assertThat(score.note()).as(metric).isEqualTo(reason);
  }
}
