package org.parfocal.protocol.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Sample;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.TestSamples;

class PatientProtocolsTest {
  @Test
  void holdsOutPatientsWithAllTheirMagnifications() {
    FoldPlan plan = holdout(Map.of()).folds(TestSamples.regular(20, 2, "40X", "100X"));

    assertThat(plan.folds()).extracting(Fold::name).containsExactly("holdout");
    Fold fold = plan.folds().get(0);
    assertThat(LeaveOneMagnificationOutTest.patients(fold.test())).hasSize(4);
    assertThat(fold.test()).extracting(Sample::magnification).contains("40X", "100X");
    assertThat(fold.training()).extracting(Sample::magnification).contains("40X", "100X");
    assertThat(fold.seen()).isEmpty();
  }

  @Test
  void drawsEachRepeatAnew() {
    FoldPlan plan = holdout(Map.of("repeats", 4)).folds(TestSamples.random(new Random(12)));

    assertThat(plan.folds()).hasSize(4);
    assertThat(plan.folds())
        .extracting(Fold::name)
        .containsExactly("holdout", "holdout-r2", "holdout-r3", "holdout-r4");
    assertThat(plan.folds()).extracting(Fold::pool).containsOnly("holdout");
    assertThat(plan.folds()).extracting(Fold::repeat).containsExactly(1, 2, 3, 4);
    assertThat(
            plan.folds().stream()
                .map(fold -> LeaveOneMagnificationOutTest.patients(fold.test()))
                .distinct())
        .hasSizeGreaterThan(1);
  }

  @Test
  void testsEveryPatientOnceInOnePool() {
    Dataset dataset = TestSamples.mixedPatients();
    FoldPlan plan = kFold(Map.of("folds", 5)).folds(dataset);

    List<String> tested = new ArrayList<>();
    plan.folds().forEach(fold -> fold.test().forEach(sample -> tested.add(sample.id())));
    assertThat(tested)
        .containsExactlyInAnyOrderElementsOf(dataset.samples().stream().map(Sample::id).toList());
    assertThat(plan.folds()).extracting(Fold::pool).containsOnly("all");
    assertThat(plan.folds())
        .extracting(Fold::name)
        .containsExactly("fold-1", "fold-2", "fold-3", "fold-4", "fold-5");
  }

  @Test
  void testsEveryPatientOnceInEachRepeat() {
    Dataset dataset = TestSamples.mixedPatients();
    List<Fold> once = kFold(Map.of("folds", 3)).folds(dataset).folds();
    List<Fold> folds = kFold(Map.of("folds", 3, "repeats", 3)).folds(dataset).folds();

    assertThat(folds).extracting(Fold::name).doesNotHaveDuplicates().contains("fold-r3-2");
    assertThat(folds.subList(0, 3)).usingRecursiveComparison().isEqualTo(once);
    for (int repeat = 1; repeat <= 3; repeat++) {
      int number = repeat;
      List<String> tested =
          folds.stream()
              .filter(fold -> fold.repeat() == number)
              .flatMap(fold -> fold.test().stream())
              .map(Sample::id)
              .toList();
      assertThat(tested)
          .containsExactlyInAnyOrderElementsOf(dataset.samples().stream().map(Sample::id).toList());
    }
    assertThat(
            folds.stream()
                .map(fold -> LeaveOneMagnificationOutTest.patients(fold.test()))
                .distinct())
        .hasSizeGreaterThan(3);
  }

  @Test
  void worksWithoutMagnifications() {
    List<Sample> samples = new ArrayList<>();
    for (int patient = 0; patient < 12; patient++) {
      samples.add(TestSamples.sample("i" + patient, "p" + patient, patient % 2, null));
    }
    assertThat(kFold(Map.of("folds", 3)).folds(TestSamples.dataset(samples)).folds()).hasSize(3);
  }

  @Test
  void saysWhenNothingCanBeUsed() {
    List<Sample> samples = new ArrayList<>();
    for (int patient = 0; patient < 6; patient++) {
      samples.add(TestSamples.sample("i" + patient, "p" + patient, 1, "40X"));
    }
    assertThatThrownBy(() -> holdout(Map.of()).folds(TestSamples.dataset(samples)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("No fold")
        .hasMessageContaining("benign");
    assertThatThrownBy(() -> holdout(Map.of()).folds(TestSamples.dataset(List.of())))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("the data set has 0");
  }

  private static PatientHoldout holdout(Map<String, Object> values) {
    return new PatientHoldout(OptionValues.of(PatientHoldout.Options.class, values));
  }

  private static PatientKFold kFold(Map<String, Object> values) {
    return new PatientKFold(OptionValues.of(PatientKFold.Options.class, values));
  }
}
