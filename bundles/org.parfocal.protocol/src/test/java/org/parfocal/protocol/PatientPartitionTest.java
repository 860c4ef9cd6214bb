package org.parfocal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.testkit.TestSamples;

class PatientPartitionTest {
  private static final double[] SHARES = {0.65, 0.15, 0.2};
  private static final List<PartTarget> TARGETS =
      List.of(PartTarget.training(0.65), PartTarget.validation(0.15), PartTarget.test(0.2));

  @Test
  void givesEachPatientToExactlyOnePart() {
    for (int trial = 0; trial < 50; trial++) {
      List<Sample> samples = TestSamples.random(new Random(trial)).samples();
      List<Set<String>> parts = PatientPartition.divide(strata(samples), TARGETS, trial);

      List<String> all = new ArrayList<>();
      parts.forEach(all::addAll);
      assertThat(all).doesNotHaveDuplicates();
      assertThat(all).hasSameSizeAs(samples.stream().map(Sample::patient).distinct().toList());
    }
  }

  /** 24 benign and 58 malignant slides of very different size, as in the public breast set. */
  @Test
  void keepsItsSharesOfImagesOfEveryClass() {
    Random random = new Random(5);
    List<Sample> samples = new ArrayList<>();
    for (int patient = 0; patient < 82; patient++) {
      int images = 40 + random.nextInt(160);
      for (int image = 0; image < images; image++) {
        samples.add(
            TestSamples.sample(
                patient + "-" + image,
                "p" + patient,
                patient < 24 ? 0 : 1,
                List.of("40X", "100X", "200X", "400X").get(image % 4)));
      }
    }
    for (long seed = 0; seed < 10; seed++) {
      List<Set<String>> parts = PatientPartition.divide(strata(samples), TARGETS, seed);
      for (int part = 0; part < SHARES.length; part++) {
        for (int label = 0; label < 2; label++) {
          assertThat(share(samples, parts.get(part), label))
              .isBetween(SHARES[part] - 0.05, SHARES[part] + 0.05);
        }
        assertThat(parts.get(part).size() / 82.0)
            .isBetween(SHARES[part] - 0.05, SHARES[part] + 0.05);
      }
    }
  }

  @Test
  void doesNotSendTheLargePatientsToTraining() {
    List<Sample> samples = new ArrayList<>();
    for (int patient = 0; patient < 40; patient++) {
      for (int image = 0; image < (patient < 20 ? 64 : 8); image++) {
        samples.add(TestSamples.sample(patient + "-" + image, "p" + patient, patient % 2, "40X"));
      }
    }
    List<Set<String>> parts = PatientPartition.divide(strata(samples), TARGETS, 1);
    long largeInTest =
        parts.get(2).stream().filter(p -> Integer.parseInt(p.substring(1)) < 20).count();
    assertThat(largeInTest).isBetween(2L, 6L);
  }

  @Test
  void leavesAPartWithoutShareEmpty() {
    List<Sample> samples = TestSamples.mixedPatients().samples();
    List<Set<String>> parts =
        PatientPartition.divide(
            strata(samples), List.of(PartTarget.training(1), PartTarget.validation(0)), 1);
    assertThat(parts.get(0)).hasSize(10);
    assertThat(parts.get(1)).isEmpty();
  }

  private static double share(List<Sample> samples, Set<String> patients, int label) {
    List<Sample> ofClass = samples.stream().filter(s -> s.label() == label).toList();
    return (double) ofClass.stream().filter(s -> patients.contains(s.patient())).count()
        / ofClass.size();
  }

  private static Strata strata(List<Sample> samples) {
    return new Strata(samples, 2, SampleField.MAGNIFICATION);
  }
}
