package org.parfocal.protocol.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.parfocal.protocol.internal.LeaveOneMagnificationOutTest.patients;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.TestSamples;

class SingleMagnificationTest {
  private static final Dataset DATASET = TestSamples.regular(20, 2, "40X", "100X", "200X");

  @Test
  void trainsAtOneMagnificationAndTestsUnseenPatientsAtTheOthers() {
    FoldPlan plan = protocol(Map.of()).folds(DATASET);

    assertThat(plan.folds()).extracting(Fold::name).containsExactly("40X", "100X", "200X");
    for (Fold fold : plan.folds()) {
      assertThat(fold.field()).isEqualTo(SampleField.MAGNIFICATION);
      assertThat(SampleField.MAGNIFICATION.values(fold.training())).containsExactly(fold.name());
      assertThat(SampleField.MAGNIFICATION.values(fold.validation())).containsExactly(fold.name());
      assertThat(SampleField.MAGNIFICATION.values(fold.seen())).containsExactly(fold.name());
      assertThat(SampleField.MAGNIFICATION.values(fold.test()))
          .hasSize(2)
          .doesNotContain(fold.name());
      assertThat(patients(fold.seen())).isEqualTo(patients(fold.test())).hasSize(4);
      assertThat(fold.test()).hasSize(4 * 2 * 2);
    }
  }

  @Test
  void splitsPatientsAsLeaveOneMagnificationOutDoes() {
    Map<String, Object> values = Map.of("seed", 5L, "patient_folds", 4);
    List<Fold> folds = protocol(values).folds(DATASET).folds();
    List<Fold> others = LeaveOneMagnificationOutTest.protocol(values).folds(DATASET).folds();

    assertThat(folds).extracting(Fold::name).isEqualTo(others.stream().map(Fold::name).toList());
    for (int fold = 0; fold < folds.size(); fold++) {
      assertThat(patients(folds.get(fold).test())).isEqualTo(patients(others.get(fold).test()));
      assertThat(patients(folds.get(fold).training()))
          .isEqualTo(patients(others.get(fold).training()));
      assertThat(folds.get(fold).pool()).isEqualTo(others.get(fold).pool());
    }
  }

  @Test
  void trainsOnTheNamedMagnificationsTogetherAndTestsTheOthers() {
    Map<String, Object> values =
        Map.of("train_on", new String[] {"100X", " 40X"}, "patient_folds", 4);
    FoldPlan plan = protocol(values).folds(DATASET);

    assertThat(plan.folds())
        .extracting(Fold::name)
        .containsExactly("40X+100X-1", "40X+100X-2", "40X+100X-3", "40X+100X-4");
    List<Sample> tested = new ArrayList<>();
    for (Fold fold : plan.folds()) {
      assertThat(fold.pool()).isEqualTo("40X+100X");
      assertThat(SampleField.MAGNIFICATION.values(fold.training())).containsExactly("40X", "100X");
      assertThat(SampleField.MAGNIFICATION.values(fold.validation()))
          .containsExactly("40X", "100X");
      assertThat(SampleField.MAGNIFICATION.values(fold.seen())).containsExactly("40X", "100X");
      assertThat(patients(fold.seen())).isEqualTo(patients(fold.test()));
      tested.addAll(fold.test());
    }
    assertThat(tested)
        .containsExactlyInAnyOrderElementsOf(
            DATASET.samples().stream().filter(s -> "200X".equals(s.magnification())).toList());
    assertThat(LeaveOneMagnificationOutTest.protocol(values).folds(DATASET)).isEqualTo(plan);
  }

  @Test
  void refusesTrainingMagnificationsThatThereAreNotOrThatLeaveNothing() {
    refuses(new String[] {"400X"}, "names 400X, which no image that is used has", "known: 40X");
    refuses(new String[] {"40X", "200X", "100X"}, "names every magnification", "leave one out");
    assertThatThrownBy(
            () ->
                protocol(Map.of("train_on", new String[] {"40X"}))
                    .folds(TestSamples.regular(1, 2, "40X", "100X")))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("needs at least 2 patients");
  }

  private static void refuses(String[] trained, String... why) {
    assertThatThrownBy(() -> protocol(Map.of("train_on", trained)).folds(DATASET))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(why);
  }

  @Test
  void needsTwoMagnificationsAndCountsUnknownOnes() {
    assertThatThrownBy(
            () -> protocol(Map.of("magnifications", new String[] {"40X"})).folds(DATASET))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("single-magnification needs at least two magnifications")
        .hasMessageContaining("only 40X");
    List<Sample> samples = new ArrayList<>(DATASET.samples());
    samples.add(TestSamples.sample("unknown", "p99", 0, null));
    assertThat(protocol(Map.of()).folds(TestSamples.dataset(samples)).notes())
        .containsExactly("1 images of unknown magnification stand in no fold.");
  }

  private static SingleMagnification protocol(Map<String, Object> values) {
    return new SingleMagnification(OptionValues.of(CrossedOptions.class, new HashMap<>(values)));
  }
}
