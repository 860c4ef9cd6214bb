package org.parfocal.metric.classification.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.statistics.PatientBootstrap;

class StudyClassificationTest {
  private static final List<String> MAGNIFICATIONS = List.of("40X", "100X", "200X", "400X");
  private static final int DRAWS = 200;

  @Test
  void averagesWhatTheFoldsOfHeldOutMagnificationsScore() {
    List<Outcome> outcomes = study(20, 1, 1.0, 13, 42, 7);
    List<StudyScore> scores = score(outcomes, List.of());
    for (MetricColumn measure : Measure.columns(2)) {
      double mean =
          outcomes.stream()
              .mapToDouble(outcome -> ofFold(outcome, measure.name()))
              .average()
              .orElseThrow();
      Score score = all(scores, "mean-" + measure.name());
      assertThat(score.value()).as(measure.name()).isEqualTo(mean, within(1e-12));
      assertThat(score.note())
          .startsWith("200 draws of 20 test patients, seed 5; ")
          .endsWith("mean over 3 seeds and 4 magnifications");
    }
    double ofSeed =
        outcomes.stream()
            .filter(outcome -> outcome.seed() == 42)
            .mapToDouble(outcome -> ofFold(outcome, "auc"))
            .average()
            .orElseThrow();
    assertThat(find(scores, "mean-auc", "42", Score.ALL).value()).isEqualTo(ofSeed, within(1e-12));
    double at200 =
        outcomes.stream()
            .filter(outcome -> outcome.name().equals("200X"))
            .mapToDouble(outcome -> ofFold(outcome, "auc"))
            .average()
            .orElseThrow();
    assertThat(find(scores, "mean-auc", StudyScore.ALL_SEEDS, "200X").value())
        .isEqualTo(at200, within(1e-12));
  }

  /** All pairs are right at angle 0 and three of four at angle 90; pooled it would be 11 of 12. */
  @Test
  void speaksOfTheFieldThatTheProtocolVaries() {
    List<Outcome> outcomes =
        List.of(
            atAngle("0", at("0", "a", 0, 0.2), at("0", "b", 0, 0.3), at("0", "c", 1, 0.8)),
            atAngle(
                "90",
                at("90", "a", 0, 0.5),
                at("90", "b", 0, 0.1),
                at("90", "c", 1, 0.9),
                at("90", "d", 1, 0.4)));
    List<StudyScore> scores = score(outcomes, List.of());
    assertThat(all(scores, "mean-auc").value()).isEqualTo((1 + 0.75) / 2);
    assertThat(all(scores, "mean-auc").note()).endsWith("mean over 1 seed and 2 angles");
    assertThat(all(scores, "worst-auc").value()).isEqualTo(0.75);
    assertThat(all(scores, "worst-auc").note()).contains("smallest at 90");
    assertThat(find(scores, "mean-auc", StudyScore.ALL_SEEDS, "0").value()).isOne();

    List<Score> ofFold =
        new ClassificationMetric(new PatientBootstrap(0, 1), true).score(outcomes.get(1));
    assertThat(ofFold)
        .filteredOn(score -> score.metric().equals("auc"))
        .extracting(score -> score.scope() + " " + score.value() + " " + score.note())
        .containsExactly(
            "all 0.75 no interval asked for",
            "90 0.75 no interval asked for",
            "worst 0.75 at 90; no interval asked for");
  }

  private static Outcome atAngle(String angle, Prediction... predictions) {
    return new Outcome(
        "v",
        angle,
        13,
        new SampleField("angle"),
        classes(),
        List.of(predictions),
        Optional.empty());
  }

  private static Prediction at(String angle, String patient, int label, double probability) {
    return new Prediction(
        angle,
        patient + angle,
        patient,
        null,
        angle,
        Part.TEST,
        label,
        List.of(1 - probability, probability));
  }

  @Test
  void averagesThePoolsWherePatientsAreFoldedToo() {
    List<Outcome> outcomes = study(20, 4, 1.0, 13, 42);
    assertThat(outcomes).hasSize(2 * 4 * 4);
    double sum = 0;
    for (long seed : new long[] {13, 42}) {
      for (String magnification : MAGNIFICATIONS) {
        List<Prediction> pooled =
            outcomes.stream()
                .filter(one -> one.seed() == seed && one.name().startsWith(magnification + "-"))
                .flatMap(one -> one.predictions().stream())
                .toList();
        sum += ofFold(new Outcome("v", magnification, seed, classes(), pooled), "macro-f1");
      }
    }
    assertThat(all(score(outcomes, List.of()), "mean-macro-f1").value())
        .isEqualTo(sum / 8, within(1e-12));
  }

  @Test
  void resamplesAsNaiveLoopsDo() {
    List<Outcome> outcomes = study(12, 1, 1.0, 13, 42);
    List<Outcome> reference = study(12, 1, 0.5, 13, 42);
    List<StudyScore> scores = score(outcomes, reference);

    assertInterval(all(scores, "mean-auc"), draws(12, names -> meanAuc(outcomes, names)));
    assertInterval(all(scores, "mean-brier"), draws(12, names -> meanBrier(outcomes, names)));
    assertInterval(all(scores, "worst-auc"), draws(12, names -> worstAuc(outcomes, names)));
    List<Outcome> one = outcomes.stream().filter(o -> o.seed() == 42).toList();
    assertInterval(
        find(scores, "mean-auc", "42", Score.ALL), draws(12, names -> meanAuc(one, names)));
  }

  @Test
  void drawsSeedsAndPatientsForBothSidesOfAGain() {
    List<Outcome> outcomes = study(12, 1, 1.0, 13, 42, 7);
    List<Outcome> reference = study(12, 1, 0.5, 13, 42, 7);
    List<StudyScore> scores = score(outcomes, reference);
    List<Long> seeds = List.of(13L, 42L, 7L);

    assertInterval(
        all(scores, "mean-auc-difference"),
        draws(12, seeds, (n, s) -> meanAuc(of(s, outcomes), n) - meanAuc(of(s, reference), n)));
    assertInterval(
        all(scores, "mean-brier-difference"),
        draws(12, seeds, (n, s) -> meanBrier(of(s, outcomes), n) - meanBrier(of(s, reference), n)));
    assertInterval(
        all(scores, "worst-auc-difference"),
        draws(12, seeds, (n, s) -> worstAuc(of(s, outcomes), n) - worstAuc(of(s, reference), n)));
    assertThat(all(scores, "mean-auc-difference").note())
        .startsWith("200 draws of 12 test patients and 3 seeds, seed 5, ")
        .contains(
            ", the same for both: other patients and other trainings are covered; ",
            "; minus v0.5; mean over 3 seeds");
    List<Outcome> one = of(List.of(42L), outcomes);
    List<Outcome> other = of(List.of(42L), reference);
    Score ofOneSeed = all(score(one, other), "mean-auc-difference");
    assertInterval(ofOneSeed, draws(12, names -> meanAuc(one, names) - meanAuc(other, names)));
    assertThat(ofOneSeed.note()).contains("other trainings (seeds) are not; ");
  }

  private static List<Outcome> of(List<Long> seeds, List<Outcome> outcomes) {
    return seeds.stream()
        .flatMap(seed -> outcomes.stream().filter(outcome -> outcome.seed() == seed))
        .toList();
  }

  @Test
  void differsFromTheReferenceByTheDifferenceOfTheMeans() {
    List<Outcome> outcomes = study(15, 1, 1.0, 13, 42);
    List<Outcome> reference = study(15, 1, 0.3, 13, 42);
    List<StudyScore> scores = score(outcomes, reference);
    List<StudyScore> others = score(reference, List.of());
    for (String metric : List.of("mean-auc", "mean-brier", "mean-macro-f1", "worst-auc")) {
      Score difference = all(scores, metric + "-difference");
      assertThat(difference.value())
          .as(metric)
          .isEqualTo(all(scores, metric).value() - all(others, metric).value(), within(1e-12));
      assertThat(difference.note()).contains("; minus v0.3; ");
    }
    assertThat(find(scores, "mean-auc-difference", StudyScore.ALL_SEEDS, "400X").value())
        .isEqualTo(
            find(scores, "mean-auc", StudyScore.ALL_SEEDS, "400X").value()
                - find(others, "mean-auc", StudyScore.ALL_SEEDS, "400X").value(),
            within(1e-12));
    assertThat(others).noneMatch(score -> score.score().metric().contains("difference"));
  }

  @Test
  void differsFromItselfByNothing() {
    List<Outcome> outcomes = study(10, 2, 0.5, 13, 42);
    List<Score> differences =
        score(outcomes, outcomes).stream()
            .map(StudyScore::score)
            .filter(score -> score.metric().endsWith("-difference"))
            .toList();
    assertThat(differences).hasSize(9 + 1 + 9 * 4);
    assertThat(differences)
        .allSatisfy(
            score -> {
              assertThat(score.value()).isEqualTo(0);
              assertThat(score.low()).isEqualTo(0);
              assertThat(score.high()).isEqualTo(0);
            });
  }

  @Test
  void comparesOnlySeedsThatBothHaveFinished() {
    List<Outcome> outcomes = study(12, 1, 1.0, 13, 42);
    List<Outcome> reference = study(12, 1, 0.5, 42, 99);
    Score difference = all(score(outcomes, reference), "mean-auc-difference");
    List<Outcome> these = outcomes.stream().filter(o -> o.seed() == 42).toList();
    List<Outcome> those = reference.stream().filter(o -> o.seed() == 42).toList();
    assertThat(difference)
        .isEqualTo(all(score(these, those), "mean-auc-difference"))
        .extracting(Score::note)
        .asString()
        .endsWith("mean over 1 seed and 4 magnifications");
    assertThat(score(outcomes, study(12, 1, 0.5, 99)))
        .noneMatch(score -> score.score().metric().contains("difference"));
  }

  @Test
  void isLessSureOfFewPatients() {
    Score few = all(score(study(6, 1, 0.5, 13), List.of()), "mean-auc");
    Score many = all(score(study(60, 1, 0.5, 13), List.of()), "mean-auc");
    assertThat(few.high() - few.low()).isGreaterThan(2 * (many.high() - many.low()));
  }

  @Test
  void namesTheWorstMagnificationAndPicksItAnewInEveryDraw() {
    List<Outcome> outcomes = study(16, 1, 1.0, 13, 42);
    List<StudyScore> scores = score(outcomes, List.of());
    Score worst = all(scores, "worst-auc");
    List<Score> ofMagnifications =
        MAGNIFICATIONS.stream()
            .map(scope -> find(scores, "mean-auc", StudyScore.ALL_SEEDS, scope))
            .toList();
    Score smallest =
        Collections.min(
            ofMagnifications, (one, other) -> Double.compare(one.value(), other.value()));
    assertThat(worst.value()).isEqualTo(smallest.value());
    assertThat(worst.note()).contains("smallest at " + smallest.scope() + "; ");
    assertThat(worst.high()).isLessThanOrEqualTo(smallest.high());
  }

  /** Naive loops over the definition: the same images by the models that saw their domain. */
  @Test
  void saysWhatAnUnseenMagnificationCostsWithTheSamePatientsDrawn() {
    List<Outcome> outcomes = withSeen(study(12, 1, 1.0, 13, 42));
    List<StudyScore> scores = score(outcomes, withSeen(study(12, 1, 0.5, 13, 42)));
    List<String> once = IntStream.range(0, 12).mapToObj(i -> "p" + i).toList();

    assertThat(all(scores, "auc-seen").value()).isEqualTo(seenAuc(outcomes, once), within(1e-12));
    assertThat(all(scores, "auc-lost").value())
        .isEqualTo(seenAuc(outcomes, once) - meanAuc(outcomes, once), within(1e-12));
    assertInterval(all(scores, "auc-seen"), draws(12, names -> seenAuc(outcomes, names)));
    assertInterval(
        all(scores, "auc-lost"),
        draws(12, names -> seenAuc(outcomes, names) - meanAuc(outcomes, names)));
    assertThat(all(scores, "auc-lost").note())
        .startsWith("200 draws of 12 test patients, seed 5")
        .endsWith("; mean over 2 seeds and 4 magnifications; seen minus test");
    double at200 =
        outcomes.stream()
            .filter(outcome -> !outcome.name().equals("200X"))
            .mapToDouble(outcome -> auc(seenAt("200X", outcome)))
            .average()
            .orElseThrow();
    assertThat(find(scores, "auc-seen", StudyScore.ALL_SEEDS, "200X").value())
        .isEqualTo(at200, within(1e-12));
    // Of every measure, and for each seed; where smaller is better the sign is the other one.
    for (MetricColumn measure : Measure.columns(2)) {
      boolean smaller = measure.better() == MetricColumn.Better.SMALLER;
      double lost =
          all(scores, measure.name() + "-seen").value()
              - all(scores, "mean-" + measure.name()).value();
      assertThat(all(scores, measure.name() + "-lost").value())
          .as(measure.name())
          .isEqualTo(smaller ? -lost : lost, within(1e-12));
      assertThat(find(scores, measure.name() + "-lost", "42", Score.ALL).low()).isNotNaN();
    }
    assertThat(all(scores, "auc-lost-difference").note()).contains("minus v0.5");
  }

  /** Each fold's model also scores the test patients at the magnifications of its training. */
  private static List<Outcome> withSeen(List<Outcome> outcomes) {
    List<Outcome> seen = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      Random random = new Random(outcome.seed() + outcome.name().hashCode());
      List<Prediction> predictions =
          new ArrayList<>(
              outcome.predictions().stream().filter(one -> one.part() != Part.SEEN).toList());
      for (String magnification : MAGNIFICATIONS) {
        for (Prediction one : outcome.part(Part.TEST)) {
          if (!magnification.equals(outcome.name())) {
            double p = Math.round(32 * (0.4 * one.label() + 0.6 * random.nextDouble())) / 32.0;
            predictions.add(
                prediction(
                    outcome.name(),
                    one.sample() + magnification,
                    one.patient(),
                    magnification,
                    Part.SEEN,
                    one.label(),
                    p));
          }
        }
      }
      seen.add(with(outcome, predictions.stream()));
    }
    return seen;
  }

  private static List<Prediction> seenAt(String magnification, Outcome outcome) {
    return outcome.part(Part.SEEN).stream()
        .filter(one -> magnification.equals(one.magnification()))
        .toList();
  }

  private static double seenAuc(List<Outcome> outcomes, List<String> names) {
    return MAGNIFICATIONS.stream()
        .mapToDouble(
            magnification ->
                outcomes.stream()
                    .filter(outcome -> !outcome.name().equals(magnification))
                    .mapToDouble(outcome -> auc(drawn(seenAt(magnification, outcome), names)))
                    .average()
                    .orElseThrow())
        .average()
        .orElseThrow();
  }

  @Test
  void averagesWhatTheModelsScoreOnTheirValidationPatients() {
    List<Outcome> outcomes = study(20, 2, 1.0, 13, 42);
    double mean =
        outcomes.stream()
            .mapToDouble(outcome -> auc(outcome.part(Part.VALIDATION)))
            .average()
            .orElseThrow();
    Score score = all(score(outcomes, List.of()), "auc-validation");
    assertThat(score.value()).isEqualTo(mean, within(1e-12));
    assertThat(score.part()).isEqualTo(Part.VALIDATION);
    assertThat(score.note()).isEqualTo("mean of 16 of 16 folds and seeds");
  }

  @Test
  void countsDrawsInWhichAnAucIsUndefined() {
    // Three patients, one of them benign: (2³ + 1) of 27 draws hold one class.
    Score auc =
        all(
            new ClassificationMetric(new PatientBootstrap(DRAWS, 5, 1), false)
                .score(study(3, 1, 1.0, 13), List.of()),
            "mean-auc");
    assertThat(auc.note())
        .containsPattern("200 draws of 3 test patients, seed 5, [4-9]\\d of them");
    assertThat(auc.note()).contains("undefined and ignored; ");
  }

  @Test
  void leavesOutAMagnificationOfOneClassAndSaysSo() {
    List<Outcome> outcomes = new ArrayList<>();
    for (Outcome outcome : study(10, 1, 0.7, 13)) {
      boolean whole = !outcome.name().equals("400X");
      outcomes.add(
          with(outcome, outcome.predictions().stream().filter(p -> whole || p.label() == 1)));
    }
    List<StudyScore> scores = score(outcomes, List.of());
    double mean =
        outcomes.subList(0, 3).stream().mapToDouble(o -> ofFold(o, "auc")).average().orElseThrow();
    assertThat(all(scores, "mean-auc").value()).isEqualTo(mean, within(1e-12));
    assertThat(all(scores, "mean-auc").note())
        .endsWith("mean over 1 seed and 3 magnifications; undefined at 400X");
    assertThat(find(scores, "mean-auc", StudyScore.ALL_SEEDS, "400X").note())
        .isEqualTo("undefined at 400X");
    assertThat(all(scores, "mean-brier").note()).endsWith("4 magnifications");
  }

  @Test
  void scoresEverythingWhereMagnificationsAreUnknown() {
    List<Outcome> outcomes = new ArrayList<>();
    List<Prediction> pooled = new ArrayList<>();
    for (Outcome outcome : study(10, 1, 0.7, 13)) {
      Outcome unknown = with(outcome, outcome.predictions().stream().map(p -> at(null, p)));
      outcomes.add(unknown);
      pooled.addAll(unknown.predictions());
    }
    List<StudyScore> scores = score(outcomes, List.of());
    assertThat(all(scores, "mean-auc").value())
        .isEqualTo(ofFold(new Outcome("v", "all", 13, classes(), pooled), "auc"), within(1e-12));
    assertThat(scores).allMatch(score -> score.score().scope().equals(Score.ALL));
  }

  @Test
  void dependsNeitherOnTheOrderOfPredictionsNorOnTrainingOnes() {
    List<Outcome> outcomes = study(10, 2, 0.7, 13, 42);
    List<Outcome> others = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      List<Prediction> predictions = new ArrayList<>(outcome.predictions());
      Prediction first = predictions.get(0);
      predictions.add(
          new Prediction(first.fold(), "t", "x", "40X", Part.TRAINING, 1, List.of(0.75, 0.25)));
      Collections.shuffle(predictions, new Random(3));
      others.add(with(outcome, predictions.stream()));
    }
    assertThat(score(others, others))
        .filteredOn(score -> !score.score().metric().matches(".*-(splits|ranks)-.*"))
        .isEqualTo(
            score(outcomes, outcomes).stream()
                .filter(score -> !score.score().metric().matches(".*-(splits|ranks)-.*"))
                .toList());
  }

  @Test
  void takesAboutASecondForAStudyOfFiveSeeds() {
    List<Outcome> outcomes = study(50, 1, 1.0, 1, 2, 3, 4, 5);
    List<Outcome> reference = study(50, 1, 0.5, 1, 2, 3, 4, 5);
    assertThat(outcomes.get(0).part(Part.TEST)).hasSize(200);
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    new ClassificationMetric(new PatientBootstrap(1000, 5, 2), false).score(outcomes, reference);
    long milliseconds = (clock.getCurrentThreadCpuTime() - start) / 1_000_000;
    System.out.println("a study of 20 jobs of 200 images: " + milliseconds + " ms");
    assertThat(milliseconds).isLessThan(5_000);
  }

  /** Folds that hold out magnifications; patient i is benign if 3 divides i. */
  private static List<Outcome> study(int patients, int patientFolds, double signal, long... seeds) {
    List<Outcome> outcomes = new ArrayList<>();
    for (long seed : seeds) {
      for (int m = 0; m < MAGNIFICATIONS.size(); m++) {
        String magnification = MAGNIFICATIONS.get(m);
        for (int fold = 0; fold < patientFolds; fold++) {
          String name = patientFolds == 1 ? magnification : magnification + "-" + (fold + 1);
          Random random = new Random(31 * seed + 7 * m + fold);
          List<Prediction> predictions = new ArrayList<>();
          for (int i = 0; i < 4 * patients; i++) {
            int patient = i % patients;
            int label = patient % 3 == 0 ? 0 : 1;
            double shift = signal * (label - 0.5) * (1 - 0.2 * m);
            double p = 1 / (1 + Math.exp(-shift - random.nextGaussian()));
            p = Math.round(32 * p) / 32.0;
            Part part = patient % patientFolds == fold ? Part.TEST : Part.VALIDATION;
            predictions.add(
                prediction(name, "s" + i, "p" + patient, magnification, part, label, p));
          }
          for (int i = 0; i < 8; i++) {
            double p = Math.round(32 * random.nextDouble()) / 32.0;
            predictions.add(prediction(name, "v" + i, "v" + i, "40X", Part.VALIDATION, i % 2, p));
            predictions.add(prediction(name, "x" + i, "p1", "40X", Part.SEEN, 1, p));
          }
          outcomes.add(new Outcome("v" + signal, name, seed, classes(), predictions));
        }
      }
    }
    return outcomes;
  }

  private static List<String> classes() {
    return List.of("benign", "malignant");
  }

  private static Prediction prediction(
      String fold, String sample, String patient, String at, Part part, int label, double p) {
    return new Prediction(fold, sample, patient, at, part, label, List.of(1 - p, p));
  }

  private static Prediction at(@Nullable String magnification, Prediction one) {
    return new Prediction(
        one.fold(),
        one.sample(),
        one.patient(),
        magnification,
        one.part(),
        one.label(),
        one.probabilities());
  }

  private static Outcome with(Outcome outcome, Stream<Prediction> predictions) {
    return new Outcome(
        outcome.variant(), outcome.name(), outcome.seed(), classes(), predictions.toList());
  }

  private static List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference) {
    List<StudyScore> scores =
        new ClassificationMetric(new PatientBootstrap(DRAWS, 5, 2), false)
            .score(outcomes, reference);
    assertThat(scores).allMatch(score -> score.fold().equals(StudyScore.ALL_FOLDS));
    return scores;
  }

  private static double ofFold(Outcome outcome, String metric) {
    return new ClassificationMetric(new PatientBootstrap(0, 0), false)
        .score(outcome).stream()
            .filter(score -> score.metric().equals(metric) && score.part() == Part.TEST)
            .filter(score -> score.scope().equals(Score.ALL))
            .findFirst()
            .orElseThrow()
            .value();
  }

  private static Score all(List<StudyScore> scores, String metric) {
    return find(scores, metric, StudyScore.ALL_SEEDS, Score.ALL);
  }

  private static Score find(List<StudyScore> scores, String metric, String seed, String scope) {
    List<Score> found =
        scores.stream()
            .filter(score -> score.seed().equals(seed))
            .map(StudyScore::score)
            .filter(score -> score.metric().equals(metric) && score.scope().equals(scope))
            .toList();
    assertThat(found).as(metric).hasSize(1);
    return found.get(0);
  }

  /** The numbers of naive draws: names of patients, as often as they are drawn. */
  private static double[] draws(int patients, ToDoubleFunction<List<String>> number) {
    return draws(patients, List.of(13L), (names, seeds) -> number.applyAsDouble(names));
  }

  /** Of patients and, independently of them, of seeds. */
  private static double[] draws(
      int patients, List<Long> seeds, ToDoubleBiFunction<List<String>, List<Long>> number) {
    List<String> names = IntStream.range(0, patients).mapToObj(i -> "p" + i).sorted().toList();
    SplittableRandom random = new SplittableRandom(5);
    SplittableRandom ofSeeds = new SplittableRandom(5).split();
    double[] values = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      List<String> drawn = new ArrayList<>();
      for (int i = 0; i < patients; i++) {
        drawn.add(names.get(random.nextInt(patients)));
      }
      List<Long> drawnSeeds = new ArrayList<>();
      for (int i = 0; i < seeds.size(); i++) {
        drawnSeeds.add(seeds.get(ofSeeds.nextInt(seeds.size())));
      }
      values[draw] = number.applyAsDouble(drawn, drawnSeeds);
    }
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
  }

  private static void assertInterval(Score score, double[] sorted) {
    assertThat(score.low()).isEqualTo(quantile(sorted, 0.025), within(1e-12));
    assertThat(score.high()).isEqualTo(quantile(sorted, 0.975), within(1e-12));
    assertThat(score.high()).isGreaterThan(score.low());
  }

  private static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int lower = (int) Math.floor(position);
    double above = lower + 1 < sorted.length ? sorted[lower + 1] : sorted[lower];
    return sorted[lower] * (lower + 1 - position) + above * (position - lower);
  }

  private static double meanAuc(List<Outcome> outcomes, List<String> names) {
    return outcomes.stream().mapToDouble(o -> auc(drawn(o, names))).average().orElseThrow();
  }

  private static double meanBrier(List<Outcome> outcomes, List<String> names) {
    return outcomes.stream()
        .mapToDouble(
            o ->
                drawn(o, names).stream()
                    .mapToDouble(p -> Math.pow(p.probabilities().get(1) - p.label(), 2))
                    .average()
                    .orElseThrow())
        .average()
        .orElseThrow();
  }

  private static double worstAuc(List<Outcome> outcomes, List<String> names) {
    return MAGNIFICATIONS.stream()
        .mapToDouble(
            m -> meanAuc(outcomes.stream().filter(o -> o.name().equals(m)).toList(), names))
        .reduce(Math::min)
        .orElseThrow();
  }

  private static List<Prediction> drawn(Outcome outcome, List<String> names) {
    return drawn(outcome.part(Part.TEST), names);
  }

  private static List<Prediction> drawn(List<Prediction> of, List<String> names) {
    List<Prediction> drawn = new ArrayList<>();
    for (String name : names) {
      of.stream().filter(p -> Objects.equals(p.patient(), name)).forEach(drawn::add);
    }
    return drawn;
  }

  private static double auc(List<Prediction> predictions) {
    double won = 0;
    int pairs = 0;
    for (Prediction positive : predictions) {
      for (Prediction negative : predictions) {
        if (positive.label() == 1 && negative.label() == 0) {
          pairs++;
          double difference = positive.probabilities().get(1) - negative.probabilities().get(1);
          won += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
        }
      }
    }
    return pairs == 0 ? Double.NaN : won / pairs;
  }
}
