package org.parfocal.protocol.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Sample;
import org.parfocal.testkit.TestSamples;

/** The protocols on the composition of real data sets, where their index files are at hand. */
class RealCompositionTest {
  @Test
  void testsEveryBreakhisSlideOnceAndNeverPartsTheDoubledOne() throws IOException {
    Dataset breakhis = breakhis();
    assertThat(breakhis.samples()).hasSize(7909);
    long start = System.nanoTime();
    FoldPlan plan =
        LeaveOneMagnificationOutTest.protocol(Map.of("patient_folds", 5)).folds(breakhis);

    assertThat((System.nanoTime() - start) / 1e9).isLessThan(3);
    assertThat(plan.folds()).hasSize(20);
    assertThat(plan.unusable()).isEmpty();
    assertThat(plan.notes()).isEmpty();
    Map<String, Integer> tested = new HashMap<>();
    Set<String> slides = new TreeSet<>();
    for (Fold fold : plan.folds()) {
      LeaveOneMagnificationOutTest.patients(fold.test())
          .forEach(patient -> tested.merge(patient + "@" + fold.pool(), 1, Integer::sum));
      slides.addAll(LeaveOneMagnificationOutTest.patients(fold.test()));
      double malignant = fold.test().stream().mapToInt(Sample::label).average().orElse(0);
      assertThat(malignant).isBetween(0.6, 0.8);
    }
    assertThat(slides).hasSize(81);
    assertThat(tested.values()).containsOnly(1);
  }

  @Test
  void holdsOutAFifthOfTheBreakhisSlides() throws IOException {
    FoldPlan plan = LeaveOneMagnificationOutTest.protocol(Map.of()).folds(breakhis());

    assertThat(plan.folds()).extracting(Fold::name).containsExactly("40X", "100X", "200X", "400X");
    for (Fold fold : plan.folds()) {
      int patients = LeaveOneMagnificationOutTest.patients(fold.test()).size();
      assertThat(patients).isBetween(13, 20);
    }
  }

  @Test
  void usesEveryFoldOfTheTissueArrayWhoseSectionsHoldBothClasses() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (String row : rows("ucsb-pyramids/index.csv")) {
      String[] cells = row.split(",", -1);
      samples.add(
          TestSamples.sample(cells[0], cells[2], cells[1].equals("malignant") ? 1 : 0, cells[5]));
    }
    for (long seed = 0; seed < 10; seed++) {
      FoldPlan plan =
          LeaveOneMagnificationOutTest.protocol(Map.of("patient_folds", 5, "seed", seed))
              .folds(TestSamples.dataset(samples));
      assertThat(plan.folds()).hasSize(15);
      assertThat(plan.notes()).isEmpty();
    }
  }

  private static Dataset breakhis() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (String row : rows("breakhis-index/breakhis_files.csv")) {
      String[] cells = row.split(",");
      samples.add(
          TestSamples.sample(
              cells[0], cells[3], cells[1].equals("malignant") ? 1 : 0, cells[4] + "X"));
    }
    return TestSamples.dataset(samples);
  }

  private static List<String> rows(String name) throws IOException {
    Path file = shared().resolve(name);
    Assumptions.assumeTrue(Files.isRegularFile(file), () -> file + " is not here");
    List<String> lines = Files.readAllLines(file);
    return lines.subList(1, lines.size());
  }

  private static Path shared() {
    String given = System.getProperty("parfocal.shared", System.getenv("PARFOCAL_SHARED"));
    if (given != null) {
      return Path.of(given, "data");
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder.getParent() != null
        && !(Files.isDirectory(folder.resolve("bundles"))
            && Files.isRegularFile(folder.resolve("pom.xml")))) {
      folder = folder.getParent();
    }
    return folder.resolve("../shared/data").normalize();
  }
}
