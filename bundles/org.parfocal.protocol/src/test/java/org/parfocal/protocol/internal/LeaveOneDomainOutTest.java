package org.parfocal.protocol.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.parfocal.protocol.internal.LeaveOneMagnificationOutTest.patients;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

class LeaveOneDomainOutTest {
  private static final List<String> INSTITUTES = List.of("A1", "A2", "E2", "OL");

  @Test
  void testsAllPatientsOfTheHeldOutInstitute() {
    Dataset dataset = institutes(10);
    FoldPlan plan = institutes(Map.of()).folds(dataset);

    assertThat(plan.folds()).extracting(Fold::name).isEqualTo(INSTITUTES);
    assertThat(plan.folds()).extracting(Fold::pool).isEqualTo(INSTITUTES);
    assertThat(plan.folds()).allMatch(fold -> fold.field().equals(new SampleField("institute")));
    for (Fold fold : plan.folds()) {
      assertThat(fold.test())
          .containsExactlyElementsOf(
              dataset.samples().stream().filter(s -> institute(s).equals(fold.name())).toList());
      assertThat(fold.seen()).isEmpty();
      assertThat(institutesOf(fold.training())).hasSize(3).doesNotContain(fold.name());
      assertThat(institutesOf(fold.validation())).doesNotContain(fold.name());
      assertThat(Collections.disjoint(patients(fold.training()), patients(fold.validation())))
          .isTrue();
      assertThat(fold.training().size() + fold.validation().size() + fold.test().size())
          .isEqualTo(dataset.samples().size());
      // 15 % of the 30 patients elsewhere, or one of each class and institute.
      assertThat(patients(fold.validation())).hasSizeBetween(4, 6);
      assertThat(fold.validation().stream().map(Sample::label).distinct()).hasSize(2);
    }
    assertThat(plan.notes())
        .containsExactly(
            "Every patient lies in one institute: each fold tests all patients of the held-out"
                + " one.");
  }

  @Test
  void trainsOnTheNamedInstitutesAndTestsAllPatientsOfTheOthers() {
    Dataset dataset = institutes(10);
    FoldPlan plan = institutes(Map.of("train_on", new String[] {"OL", "A2"})).folds(dataset);

    assertThat(plan.folds()).extracting(Fold::name).containsExactly("A2+OL");
    Fold fold = plan.folds().get(0);
    assertThat(institutesOf(fold.training())).containsOnly("A2", "OL");
    assertThat(institutesOf(fold.test())).containsOnly("A1", "E2");
    assertThat(fold.test()).hasSize(dataset.samples().size() / 2);
    assertThat(fold.seen()).isEmpty();
    assertThat(plan.notes())
        .containsExactly(
            "Every patient lies in one institute: all patients outside A2, OL are tested.");
    assertThat(
            protocol("magnification", Map.of("train_on", new String[] {"40X"}))
                .folds(TestSamples.regular(10, 1, "40X", "100X", "200X"))
                .folds())
        .isEqualTo(
            LeaveOneMagnificationOutTest.protocol(Map.of("train_on", new String[] {"40X"}))
                .folds(TestSamples.regular(10, 1, "40X", "100X", "200X"))
                .folds());
    assertThatThrownBy(() -> institutes(Map.of("train_on", new String[] {"XX"})).folds(dataset))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("names XX, which no image that is used has as its institute");
    assertThatThrownBy(
            () ->
                institutes(Map.of("train_on", new String[] {"A1"}, "domains", new String[] {"A2"})))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("choose one");
  }

  @Test
  void choosingDomainsChangesNoFold() {
    Dataset dataset = institutes(8);
    FoldPlan all = institutes(Map.of()).folds(dataset);
    FoldPlan some = institutes(Map.of("domains", new String[] {"OL", " E2"})).folds(dataset);

    assertThat(some.folds()).isEqualTo(all.folds().subList(2, 4));
    assertThat(institutesOf(some.folds().get(0).training())).contains("OL");
  }

  @Test
  void isLeaveOneMagnificationOutForMagnifications() {
    for (int trial = 0; trial < 40; trial++) {
      Dataset dataset = TestSamples.random(new Random(trial));
      Map<String, Object> values =
          Map.of("patient_folds", trial % 2 == 0 ? 0 : 3, "seed", (long) trial);
      List<Fold> expected;
      try {
        expected = LeaveOneMagnificationOutTest.protocol(values).folds(dataset).folds();
      } catch (DatasetException e) {
        continue;
      }
      FoldPlan plan = protocol("magnification", values).folds(dataset);
      assertThat(plan.folds()).isEqualTo(expected);
      assertThat(plan.notes()).anyMatch(note -> note.contains("patients are split first"));
    }
  }

  @Test
  void splitsPatientsFirstWherePatientsSpanDomains() {
    List<Sample> samples = new ArrayList<>();
    for (int patient = 0; patient < 20; patient++) {
      for (String scanner : List.of("hamamatsu", "leica")) {
        samples.add(sample(samples.size(), patient, Map.of("scanner", scanner)));
      }
    }
    samples.add(sample(samples.size(), 20, Map.of("scanner", "leica")));
    FoldPlan plan = protocol("scanner", Map.of()).folds(TestSamples.dataset(samples));

    assertThat(plan.folds()).extracting(Fold::name).containsExactly("hamamatsu", "leica");
    Fold leica = plan.folds().get(1);
    assertThat(values(leica.test(), "scanner")).containsExactly("leica");
    assertThat(values(leica.seen(), "scanner")).containsExactly("hamamatsu");
    assertThat(values(leica.training(), "scanner")).containsExactly("hamamatsu");
    assertThat(patients(leica.test())).hasSize(4).containsAll(patients(leica.seen()));
    assertThat(plan.notes())
        .containsExactly(
            "20 of 21 patients have images in more than one scanner: patients are split first, and"
                + " each fold tests the test patients' images of the held-out one.");
  }

  /** Few patients have both classes in both domains; the split must find them for its test part. */
  @Test
  void balancesDomainsThatAreNoMagnifications() {
    for (long seed = 0; seed < 20; seed++) {
      List<Sample> samples = new ArrayList<>();
      for (int patient = 0; patient < 24; patient++) {
        samples.add(sample(samples.size(), patient, Map.of("stain", "old")));
        if (patient < 4) {
          samples.add(sample(samples.size(), patient, Map.of("stain", "new")));
        }
      }
      FoldPlan plan =
          protocol("stain", Map.of("seed", seed, "domains", new String[] {"new"}))
              .folds(TestSamples.dataset(samples));
      assertThat(plan.folds().get(0).test().stream().map(Sample::label).distinct())
          .as("seed %d", seed)
          .hasSize(2);
    }
  }

  @Test
  void countsImagesWithoutTheField() {
    List<Sample> samples = new ArrayList<>(institutes(8).samples());
    samples.add(sample(9000, 900, Map.of()));
    samples.add(sample(9001, 901, Map.of("institute", " ")));
    FoldPlan plan = institutes(Map.of()).folds(TestSamples.dataset(samples));

    assertThat(plan.notes()).contains("2 images without institute stand in no fold.");
    assertThat(plan.folds()).extracting(Fold::name).isEqualTo(INSTITUTES);
    assertThat(plan.folds()).noneMatch(fold -> patients(fold.training()).contains("p900"));
  }

  @Test
  void namesTheKnownFieldsWhereNoImageHasTheAskedOne() {
    assertThatThrownBy(() -> protocol("institut", Map.of()).folds(institutes(4)))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "No image of data set made up has the field institut, which protocol.field names;"
                + " known: magnification, patient, slide, institute.");
    assertThatThrownBy(
            () ->
                protocol("magnification", Map.of())
                    .folds(TestSamples.dataset(List.of(sample(1, 1, Map.of())))))
        .hasMessageContaining("known: patient, slide.");
  }

  @Test
  void refusesWhatCannotBeHeldOut() {
    assertThatThrownBy(() -> protocol(" ", Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("protocol.field is empty");
    assertThatThrownBy(
            () -> institutes(Map.of("domains", new String[] {"ol", "A1"})).folds(institutes(4)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("protocol.domains names ol,")
        .hasMessageContaining("known: A1, A2, E2, OL.");
    Dataset one =
        TestSamples.dataset(
            institutes(4).samples().stream().filter(s -> institute(s).equals("OL")).toList());
    assertThatThrownBy(() -> institutes(Map.of()).folds(one))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("at least two values of institute")
        .hasMessageContaining("only OL");
    List<Sample> many = new ArrayList<>();
    for (int patient = 0; patient < 1001; patient++) {
      many.add(sample(patient, patient, Map.of()));
    }
    assertThatThrownBy(() -> protocol("patient", Map.of()).folds(TestSamples.dataset(many)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("1001 values of patient");
  }

  @Test
  void holdsOutPatientsAndSlidesToo() {
    Dataset dataset = TestSamples.mixedPatients();
    FoldPlan plan = protocol("patient", Map.of()).folds(dataset);
    assertThat(plan.folds()).hasSize(10);
    assertThat(plan.folds()).allMatch(fold -> patients(fold.test()).equals(Set.of(fold.name())));
    // Each patient has one slide.
    assertThat(protocol("slide", Map.of()).folds(dataset).folds())
        .extracting(Fold::name, Fold::pool, Fold::training, Fold::validation, Fold::test)
        .isEqualTo(
            plan.folds().stream()
                .map(f -> tuple(f.name(), f.pool(), f.training(), f.validation(), f.test()))
                .toList());
  }

  @Test
  void usesOnlyTheChosenMagnifications() {
    FoldPlan plan = institutes(Map.of("magnifications", new String[] {"40X"})).folds(institutes(6));
    assertThat(plan.folds())
        .allMatch(fold -> fold.training().stream().allMatch(s -> "40X".equals(s.magnification())));
  }

  @Test
  void saysWhichInstituteCannotBeHeldOut() {
    List<Sample> samples = new ArrayList<>();
    for (int patient = 0; patient < 12; patient++) {
      // Benign patients are all from one institute.
      samples.add(
          sample(
              patient, patient, Map.of("institute", patient % 2 == 0 ? "A" : "B" + patient % 3)));
    }
    FoldPlan plan = institutes(Map.of()).folds(TestSamples.dataset(samples));
    assertThat(plan.unusable()).extracting(FoldPlan.UnusableFold::name).containsExactly("A");
    assertThat(plan.unusable().get(0).reason()).contains("benign");
  }

  private static Dataset institutes(int patientsEach) {
    List<Sample> samples = new ArrayList<>();
    for (int patient = 0; patient < patientsEach * INSTITUTES.size(); patient++) {
      Map<String, String> attributes = Map.of("institute", INSTITUTES.get(patient / patientsEach));
      for (String magnification : List.of("40X", "100X")) {
        samples.add(sample(samples.size(), patient, magnification, attributes));
      }
    }
    return TestSamples.dataset(samples);
  }

  private static Sample sample(int id, int patient, Map<String, String> attributes) {
    return sample(id, patient, null, attributes);
  }

  private static Sample sample(
      int id, int patient, @Nullable String magnification, Map<String, String> attributes) {
    return TestSamples.sample("i" + id, "p" + patient, patient % 2, magnification, attributes);
  }

  private static String institute(Sample sample) {
    return String.valueOf(sample.attributes().get("institute"));
  }

  private static Set<String> institutesOf(List<Sample> samples) {
    return values(samples, "institute");
  }

  private static Set<String> values(List<Sample> samples, String attribute) {
    return samples.stream()
        .map(sample -> String.valueOf(sample.attributes().get(attribute)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static LeaveOneDomainOut institutes(Map<String, Object> values) {
    return protocol("institute", values);
  }

  private static LeaveOneDomainOut protocol(String field, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("field", field);
    return new LeaveOneDomainOut(OptionValues.of(LeaveOneDomainOut.Options.class, all));
  }
}
