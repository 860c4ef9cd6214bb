package org.parfocal.protocol.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.Sample;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.TestSamples;

class LeaveOneMagnificationOutTest {
  @Test
  void splitsPatientsOnceForAllMagnifications() {
    FoldPlan plan = protocol(Map.of()).folds(TestSamples.regular(20, 3, "40X", "100X", "200X"));

    assertThat(plan.folds()).extracting(Fold::name).containsExactly("40X", "100X", "200X");
    assertThat(plan.folds()).extracting(Fold::pool).containsExactly("40X", "100X", "200X");
    assertThat(plan.folds().stream().map(fold -> patients(fold.training())).distinct()).hasSize(1);
    assertThat(plan.folds().stream().map(fold -> patients(fold.test())).distinct()).hasSize(1);
    assertThat(patients(plan.folds().get(0).test())).hasSize(4);
    assertThat(patients(plan.folds().get(0).validation())).hasSize(3);
  }

  @Test
  void scoresTheTestPatientsAlsoOnWhatTrainingSaw() {
    Fold fold =
        protocol(Map.of()).folds(TestSamples.regular(20, 3, "40X", "100X", "200X")).folds().get(1);

    assertThat(magnifications(fold.test())).containsExactly("100X");
    assertThat(magnifications(fold.seen())).containsExactlyInAnyOrder("40X", "200X");
    assertThat(patients(fold.seen())).isEqualTo(patients(fold.test()));
  }

  @Test
  void neverLeaksAPatientOrTheHeldOutMagnification() {
    for (int trial = 0; trial < 150; trial++) {
      Dataset dataset = TestSamples.random(new Random(trial));
      int folds = trial % 3 == 0 ? 0 : 2 + trial % 4;
      FoldPlan plan;
      try {
        plan = protocol(Map.of("patient_folds", folds, "seed", (long) trial)).folds(dataset);
      } catch (DatasetException e) {
        assertThat(e).hasMessageContaining("No fold");
        continue;
      }
      for (Fold fold : plan.folds()) {
        assertThat(magnifications(fold.training())).doesNotContain(fold.pool());
        assertThat(magnifications(fold.validation())).doesNotContain(fold.pool());
        assertThat(magnifications(fold.test())).containsExactly(fold.pool());
        assertThat(magnifications(fold.seen())).doesNotContain(fold.pool());
        Set<String> trained = patients(fold.training());
        Set<String> tested = patients(fold.test());
        tested.addAll(patients(fold.seen()));
        Set<String> validated = patients(fold.validation());
        assertThat(Collections.disjoint(trained, tested)).isTrue();
        assertThat(Collections.disjoint(trained, validated)).isTrue();
        assertThat(Collections.disjoint(validated, tested)).isTrue();
      }
    }
  }

  @Test
  void testsEveryImageOnceUnderPatientFolds() {
    for (int trial = 0; trial < 60; trial++) {
      Dataset dataset = TestSamples.random(new Random(1000 + trial));
      FoldPlan plan = protocol(Map.of("patient_folds", 3, "seed", (long) trial)).folds(dataset);
      List<String> tested = new ArrayList<>();
      plan.folds().forEach(fold -> fold.test().forEach(sample -> tested.add(sample.id())));

      assertThat(tested).doesNotHaveDuplicates();
      if (plan.unusable().isEmpty()) {
        assertThat(tested)
            .containsExactlyInAnyOrderElementsOf(
                dataset.samples().stream().map(Sample::id).toList());
      }
    }
  }

  @Test
  void namesPatientFoldsAfterMagnificationAndNumber() {
    FoldPlan plan =
        protocol(Map.of("patient_folds", 2)).folds(TestSamples.regular(12, 2, "40X", "200X"));

    assertThat(plan.folds())
        .extracting(Fold::name)
        .containsExactly("40X-1", "40X-2", "200X-1", "200X-2");
    assertThat(plan.folds()).extracting(Fold::pool).containsExactly("40X", "40X", "200X", "200X");
  }

  @Test
  void holdsOutOneMagnificationAlone() {
    Dataset dataset = TestSamples.regular(20, 2, "40X", "100X", "200X");
    FoldPlan all = protocol(Map.of()).folds(dataset);
    FoldPlan one = protocol(Map.of("held_out", new String[] {"200X"})).folds(dataset);

    assertThat(one.folds())
        .usingRecursiveComparison()
        .isEqualTo(all.folds().stream().filter(fold -> fold.name().equals("200X")).toList());
    assertThatThrownBy(() -> protocol(Map.of("held_out", new String[] {"400X"})).folds(dataset))
        .hasMessage(
            "protocol.held-out names 400X, which is none of the magnifications that are used of data set made up: 40X, 100X, 200X.");
    assertThatThrownBy(
            () ->
                protocol(
                    Map.of("held_out", new String[] {"40X"}, "train_on", new String[] {"40X"})))
        .hasMessage("protocol.held-out and protocol.train-on are both set; choose one.");
  }

  @Test
  void poolsFoldsWithinARepeat() {
    FoldPlan plan =
        protocol(Map.of("patient_folds", 2, "repeats", 2))
            .folds(TestSamples.regular(12, 2, "40X", "200X"));

    assertThat(plan.folds())
        .extracting(fold -> "%s %s %d".formatted(fold.name(), fold.pool(), fold.repeat()))
        .containsExactly(
            "40X-1 40X 1",
            "40X-2 40X 1",
            "40X-r2-1 40X 2",
            "40X-r2-2 40X 2",
            "200X-1 200X 1",
            "200X-2 200X 1",
            "200X-r2-1 200X 2",
            "200X-r2-2 200X 2");
  }

  @Test
  void balancesClassesThoughPatientsHoldBoth() {
    Dataset dataset = TestSamples.mixedPatients();
    double share = malignantShare(dataset.samples());
    FoldPlan plan = protocol(Map.of("patient_folds", 5)).folds(dataset);

    assertThat(plan.unusable()).isEmpty();
    assertThat(plan.notes()).isEmpty();
    assertThat(plan.folds()).hasSize(15);
    for (Fold fold : plan.folds()) {
      assertThat(patients(fold.test())).hasSize(2);
      assertThat(malignantShare(fold.training())).isBetween(share - 0.12, share + 0.12);
      assertThat(fold.validation().stream().map(Sample::label).distinct()).hasSize(2);
      assertThat(fold.test().stream().map(Sample::label).distinct()).hasSize(2);
    }
  }

  @Test
  void givesTheSameFoldsForTheSameSeedWhateverTheOrderOfSamples() {
    Dataset dataset = TestSamples.mixedPatients();
    List<Sample> reversed = new ArrayList<>(dataset.samples());
    Collections.reverse(reversed);

    FoldPlan one = protocol(Map.of("seed", 7L)).folds(dataset);
    FoldPlan other = protocol(Map.of("seed", 7L)).folds(TestSamples.dataset(reversed));

    assertThat(patients(other.folds().get(0).test()))
        .isEqualTo(patients(one.folds().get(0).test()));
    assertThat(one.folds()).isEqualTo(protocol(Map.of("seed", 7L)).folds(dataset).folds());
  }

  @Test
  void drawsOtherPatientsWithOtherSeeds() {
    Dataset dataset = TestSamples.regular(30, 3, "40X", "100X");
    Set<Set<String>> tests = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      tests.add(patients(protocol(Map.of("seed", seed)).folds(dataset).folds().get(0).seen()));
    }
    assertThat(tests).hasSizeGreaterThan(10);
  }

  @Test
  void choosesValidationPatientsOfBothClassesWhereverThatIsPossible() {
    // Two benign patients beside many malignant ones: one trains, the other one can only serve
    // either the test or the validation part.
    List<Sample> samples = new ArrayList<>();
    for (int patient = 0; patient < 20; patient++) {
      for (String magnification : List.of("40X", "200X")) {
        samples.add(
            TestSamples.sample(
                patient + magnification, "p" + patient, patient < 3 ? 0 : 1, magnification));
      }
    }
    for (long seed = 0; seed < 20; seed++) {
      FoldPlan plan = protocol(Map.of("seed", seed)).folds(TestSamples.dataset(samples));
      assertThat(plan.notes()).isEmpty();
      for (Fold fold : plan.folds()) {
        assertThat(fold.validation().stream().map(Sample::label).distinct()).hasSize(2);
        assertThat(fold.test().stream().map(Sample::label).distinct()).hasSize(2);
      }
    }
  }

  /** 26 images of 17 slides, as a sample of the public breast set is composed. */
  @Test
  void choosesTestPatientsWhoCanBeScoredAtEveryMagnification() {
    List<Sample> samples = new ArrayList<>();
    add(samples, 0, "40X", "21998AB", "22549AB", "22549AB", "25197", "3411F", "3411F", "9133");
    add(samples, 1, "40X", "10147", "12204", "15570", "2523", "9146");
    add(samples, 0, "100X", "25197");
    add(samples, 0, "200X", "16184", "25197", "29315EF", "29960CD");
    add(samples, 1, "200X", "13418DE", "3909");
    add(samples, 0, "400X", "22549AB", "22704", "25197", "25197");
    add(samples, 1, "400X", "10147", "190EF", "190EF");
    for (long seed = 0; seed < 30; seed++) {
      FoldPlan plan = protocol(Map.of("seed", seed)).folds(TestSamples.dataset(samples));

      assertThat(plan.unusable()).isEmpty();
      assertThat(plan.folds()).hasSize(4);
      for (Fold fold : plan.folds()) {
        assertThat(fold.test().stream().map(Sample::label).distinct())
            .as("seed %d, fold %s", seed, fold.name())
            .hasSize(fold.name().equals("100X") ? 1 : 2);
      }
      assertThat(plan.notes()).anyMatch(note -> note.contains("100X has no malignant"));
    }
  }

  private static void add(
      List<Sample> samples, int label, String magnification, String... patients) {
    for (String patient : patients) {
      samples.add(
          TestSamples.sample(
              patient + magnification + samples.size(), patient, label, magnification));
    }
  }

  @Test
  void saysWhyAFoldCannotBeMade() {
    List<Sample> samples = new ArrayList<>();
    for (int patient = 0; patient < 8; patient++) {
      for (String magnification : List.of("40X", "100X")) {
        // Benign images exist at 40X only: with 40X held out nothing benign is left to train on.
        if (patient % 2 == 1 || magnification.equals("40X")) {
          samples.add(
              TestSamples.sample(
                  patient + magnification, "p" + patient, patient % 2, magnification));
        }
      }
    }
    FoldPlan plan = protocol(Map.of()).folds(TestSamples.dataset(samples));

    assertThat(plan.folds()).extracting(Fold::name).containsExactly("100X");
    assertThat(plan.unusable()).extracting(UnusableFold::name).containsExactly("40X");
    assertThat(plan.unusable().get(0).reason()).contains("training part").contains("benign");
    assertThat(plan.notes()).anyMatch(note -> note.contains("100X") && note.contains("benign"));
  }

  @Test
  void needsTwoMagnifications() {
    assertThatThrownBy(() -> protocol(Map.of()).folds(TestSamples.regular(8, 2, "40X")))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("only 40X")
        .hasMessageContaining("patient-holdout");
    Dataset unknown =
        TestSamples.dataset(
            List.of(
                TestSamples.sample("a", "p1", 0, null), TestSamples.sample("b", "p2", 1, null)));
    assertThatThrownBy(() -> protocol(Map.of()).folds(unknown))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("has none");
  }

  @Test
  void usesOnlyTheChosenMagnifications() {
    Dataset dataset = TestSamples.regular(12, 2, "40X", "100X", "200X");
    FoldPlan plan = protocol(Map.of("magnifications", new String[] {"200X", "40X"})).folds(dataset);

    assertThat(plan.folds()).extracting(Fold::name).containsExactly("40X", "200X");
    assertThat(magnifications(plan.folds().get(0).training())).containsExactly("200X");
    assertThatThrownBy(
            () -> protocol(Map.of("magnifications", new String[] {"20X"})).folds(dataset))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("20X")
        .hasMessageContaining("40X, 100X, 200X");
  }

  @Test
  void trainsWithoutValidationIfAskedTo() {
    FoldPlan plan =
        protocol(Map.of("validation_patients", 0.0))
            .folds(TestSamples.regular(10, 2, "40X", "100X"));
    assertThat(plan.folds().get(0).validation()).isEmpty();
    assertThat(plan.notes()).isEmpty();
  }

  @Test
  void refusesSharesThatLeaveNothingToTrainOn() {
    assertThatThrownBy(() -> protocol(Map.of("test_patients", 0.6, "validation_patients", 0.4)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no patient for training");
    assertThatThrownBy(() -> protocol(Map.of("patient_folds", 1)))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void needsAsManyPatientsAsFolds() {
    assertThatThrownBy(
            () ->
                protocol(Map.of("patient_folds", 9))
                    .folds(TestSamples.regular(8, 2, "40X", "100X")))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("9 patient folds")
        .hasMessageContaining("8");
  }

  static LeaveOneMagnificationOut protocol(Map<String, Object> values) {
    return new LeaveOneMagnificationOut(
        OptionValues.of(CrossedOptions.class, new HashMap<>(values)));
  }

  static Set<String> patients(List<Sample> samples) {
    return samples.stream().map(Sample::patient).collect(Collectors.toSet());
  }

  private static Set<String> magnifications(List<Sample> samples) {
    return samples.stream().map(Sample::magnification).collect(Collectors.toSet());
  }

  private static double malignantShare(List<Sample> samples) {
    return samples.stream().mapToInt(Sample::label).average().orElse(0);
  }
}
