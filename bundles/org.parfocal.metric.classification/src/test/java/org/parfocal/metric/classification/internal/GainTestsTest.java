package org.parfocal.metric.classification.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;
import org.parfocal.api.SampleValues;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.statistics.CorrectedResampledT;
import org.parfocal.statistics.PatientBootstrap;

/** Gains of whole studies, tested by what naive loops over their predictions say. */
class GainTestsTest {
  private static final List<String> PLACES = List.of("40X", "100X");
  private static final double REGION = 0.01;

  /** Patient p is of class p mod 2; folds test pairs of patients, others in each repeat. */
  private static List<Outcome> study(
      String variant, int patients, int folds, int repeats, double signal, long... seeds) {
    List<Outcome> outcomes = new ArrayList<>();
    for (long seed : seeds) {
      for (int repeat = 1; repeat <= repeats; repeat++) {
        List<Integer> pairs = new ArrayList<>(IntStream.range(0, patients / 2).boxed().toList());
        Collections.shuffle(pairs, new Random(repeat));
        for (String place : PLACES) {
          for (int fold = 0; fold < folds; fold++) {
            Random random = new Random(variant.hashCode() + 7 * seed + 31 * repeat + fold);
            String name = place + "-r" + repeat + "-" + fold;
            List<Prediction> predictions = new ArrayList<>();
            for (int patient = 0; patient < patients; patient++) {
              int part = pairs.indexOf(patient / 2) % folds;
              for (int image = 0; image < 3; image++) {
                int label = patient % 2;
                double score = signal * (label - 0.5) + random.nextGaussian();
                double p = Math.round(64 / (1 + Math.exp(-score))) / 64.0;
                boolean tested = part == fold || folds == 1 && patient < patients / 2;
                predictions.add(
                    new Prediction(
                        name,
                        "p%d-%d".formatted(patient, image),
                        "p" + patient,
                        tested ? place : "400X",
                        tested ? place : "400X",
                        tested ? Part.TEST : Part.TRAINING,
                        label,
                        List.of(1 - p, p)));
              }
            }
            outcomes.add(outcome(variant, name, seed, repeat, predictions));
          }
        }
      }
    }
    return outcomes;
  }

  private static Outcome outcome(
      String variant, String name, long seed, int repeat, List<Prediction> predictions) {
    return new Outcome(
        variant,
        name,
        seed,
        repeat,
        SampleField.MAGNIFICATION,
        List.of("benign", "malignant"),
        predictions,
        Optional.empty(),
        SampleValues.NONE);
  }

  private static List<StudyScore> score(List<Outcome> own, List<Outcome> reference) {
    return new ClassificationMetric(
            new PatientBootstrap(600, 5, 1),
            true,
            HeadlineMeasure.AUC,
            REGION,
            new ValueScores(List.of()))
        .score(own, reference);
  }

  private static Score of(List<StudyScore> scores, String metric) {
    return scores.stream()
        .filter(score -> score.seed().equals(StudyScore.ALL_SEEDS))
        .map(StudyScore::score)
        .filter(score -> score.metric().equals(metric) && score.scope().equals(Score.ALL))
        .findFirst()
        .orElseThrow();
  }

  /** The mean over places, repeats and seeds of the AUC of all folds' test predictions together. */
  private static double meanAuc(List<Outcome> outcomes) {
    List<Double> areas = new ArrayList<>();
    for (long seed : outcomes.stream().mapToLong(Outcome::seed).distinct().toArray()) {
      for (int repeat : outcomes.stream().mapToInt(Outcome::repeat).distinct().toArray()) {
        for (String place : PLACES) {
          areas.add(
              auc(
                  outcomes.stream()
                      .filter(one -> one.seed() == seed && one.repeat() == repeat)
                      .flatMap(one -> one.part(Part.TEST).stream())
                      .filter(one -> place.equals(one.domain()))
                      .toList()));
        }
      }
    }
    return areas.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static double auc(List<Prediction> predictions) {
    double won = 0;
    int pairs = 0;
    for (Prediction positive : predictions) {
      for (Prediction negative : predictions) {
        if (positive.label() == 1 && negative.label() == 0) {
          pairs++;
          won += (1 + Math.signum(p(positive) - p(negative))) / 2;
        }
      }
    }
    return won / pairs;
  }

  private static double p(Prediction one) {
    return one.probabilities().get(1);
  }

  /** The outcomes of one with the predictions that another makes of some patients. */
  private static List<Outcome> mixed(List<Outcome> of, List<Outcome> with, int patients) {
    return IntStream.range(0, of.size())
        .mapToObj(
            i -> {
              List<Prediction> predictions = new ArrayList<>();
              for (int k = 0; k < of.get(i).predictions().size(); k++) {
                Prediction own = of.get(i).predictions().get(k);
                int patient = Integer.parseInt(own.patient().substring(1));
                boolean exchanged = (patients >> patient & 1) == 1;
                predictions.add(exchanged ? with.get(i).predictions().get(k) : own);
              }
              Outcome one = of.get(i);
              return outcome(one.variant(), one.name(), one.seed(), one.repeat(), predictions);
            })
        .toList();
  }

  @Test
  void exchangesTheTwoVariantsPredictionsOfAPatient() {
    List<Outcome> own = study("own", 6, 3, 1, 1.5, 1, 2);
    List<Outcome> reference = study("first", 6, 3, 1, 0.2, 1, 2);
    double observed = meanAuc(own) - meanAuc(reference);
    int extreme = 0;
    for (int patients = 0; patients < 64; patients++) {
      double difference =
          meanAuc(mixed(own, reference, patients)) - meanAuc(mixed(reference, own, patients));
      extreme += Math.abs(difference) >= Math.abs(observed) - 1e-12 ? 1 : 0;
    }
    List<StudyScore> scores = score(own, reference);
    assertThat(extreme).isBetween(2, 63);
    assertThat(of(scores, "auc-exchange-p").value()).isEqualTo(extreme / 64.0, within(1e-12));
    assertThat(of(scores, "auc-exchange-p").note())
        .isEqualTo("permutation test: all 64 exchanges of the predictions of 6 patients");
    assertThat(of(scores, "auc-exchange-least-p").value()).isEqualTo(1 / 32.0);
    assertThat(of(scores, "auc-region").value()).isEqualTo(REGION);
    assertThat(of(scores, "mean-auc-difference").value()).isEqualTo(observed, within(1e-12));
  }

  /** Folds of one pair of patients each: their difference is over both places and both seeds. */
  @Test
  void comparesBothVariantsInEachSplitAndCorrectsWhatTheSplitsShare() {
    List<Outcome> own = study("own", 16, 4, 3, 1.5, 1, 2);
    List<Outcome> reference = study("first", 16, 4, 3, 0.2, 1, 2);
    List<Double> differences = new ArrayList<>();
    for (int repeat = 1; repeat <= 3; repeat++) {
      for (int fold = 0; fold < 4; fold++) {
        String end = "-r" + repeat + "-" + fold;
        differences.add(
            meanAuc(own.stream().filter(one -> one.name().endsWith(end)).toList())
                - meanAuc(reference.stream().filter(one -> one.name().endsWith(end)).toList()));
      }
    }
    double[] each = differences.stream().mapToDouble(Double::doubleValue).toArray();
    // Four of 16 patients are tested, twelve trained on.
    CorrectedResampledT expected = CorrectedResampledT.of(each, 1 / 3.0);
    List<StudyScore> scores = score(own, reference);
    Score splits = of(scores, "auc-splits-gain");
    assertThat(splits.value()).isEqualTo(expected.mean(), within(1e-12));
    assertThat(splits.low()).isEqualTo(expected.mean() - expected.halfWidth(), within(1e-9));
    assertThat(splits.note())
        .isEqualTo(
            "corrected resampled t of 12 splits of the patients, 0.333 test patients for each of"
                + " training");
    assertThat(of(scores, "auc-splits-p").value()).isEqualTo(expected.p(), within(1e-12));
    assertThat(of(scores, "auc-splits-better").value())
        .isEqualTo(expected.beliefs(REGION).better(), within(1e-12));
    assertThat(
            of(scores, "auc-splits-better").value()
                + of(scores, "auc-splits-equal").value()
                + of(scores, "auc-splits-worse").value())
        .isEqualTo(1, within(1e-12));
    assertThat(of(scores, "auc-ranks-better").note())
        .startsWith("Bayesian signed rank of 24 folds, which share patients as data sets do not");
  }

  @Test
  void poolsTheFoldsOfEachRepeatAndAveragesTheRepeats() {
    List<Outcome> own = study("own", 16, 4, 3, 1.0, 1, 2);
    double mean = meanAuc(own);
    double together =
        PLACES.stream()
            .mapToDouble(
                place ->
                    auc(
                        own.stream()
                            .filter(one -> one.seed() == 1)
                            .flatMap(one -> one.part(Part.TEST).stream())
                            .filter(one -> place.equals(one.domain()))
                            .toList()))
            .average()
            .orElseThrow();
    assertThat(of(score(own, List.of()), "mean-auc").value()).isEqualTo(mean, within(1e-12));
    assertThat(Math.abs(together - mean)).isGreaterThan(1e-6);
  }

  @Test
  void oneSplitOfThePatientsSaysNothingOfOthers() {
    List<StudyScore> scores =
        score(study("own", 16, 1, 1, 1.5, 1), study("first", 16, 1, 1, 0.2, 1));
    assertThat(of(scores, "auc-splits-gain").value()).isNaN();
    assertThat(of(scores, "auc-splits-gain").note())
        .isEqualTo("one split of the patients: training patients are not resampled");
    assertThat(scores).noneMatch(score -> score.score().metric().equals("auc-splits-p"));
  }
}
