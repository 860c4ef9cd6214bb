package org.parfocal.protocol.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Sample;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.TestSamples;

class GivenFoldsTest {
  @TempDir Path folder;

  /** The trap of the official fold 1: one slide trains as ductal and is tested as lobular. */
  @Test
  void refusesThePatientWhoTrainsAsDuctalAndIsTestedAsLobular() throws IOException {
    Path file = write("dsfold1.txt", rows(true));

    assertThatThrownBy(() -> protocol(Map.of("path", file.toString())).folds(breakhis()))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("14-13412")
        .hasMessageContaining("fold-1")
        .hasMessageContaining("training")
        .hasMessageContaining("test")
        .hasMessageContaining("on-overlap");
  }

  @Test
  void dropsTheTestImagesOfThatPatientIfAskedTo() throws IOException {
    Path file = write("dsfold1.txt", rows(true));
    FoldPlan plan =
        protocol(Map.of("path", file.toString(), "on_overlap", GivenFolds.Overlap.DROP))
            .folds(breakhis());

    Fold fold = plan.folds().get(0);
    assertThat(LeaveOneMagnificationOutTest.patients(fold.test())).doesNotContain("14-13412");
    assertThat(fold.test()).isNotEmpty();
    assertThat(plan.notes())
        .anyMatch(note -> note.contains("1 test images") && note.contains("14-13412"));
  }

  @Test
  void carvesValidationOutOfTheTrainingPatients() throws IOException {
    Path file = write("dsfold1.txt", rows(false));
    FoldPlan plan =
        protocol(Map.of("path", file.toString(), "validation_patients", 0.4)).folds(breakhis());

    Fold fold = plan.folds().get(0);
    assertThat(fold.name()).isEqualTo("fold-1");
    assertThat(fold.pool()).isEqualTo("fold-1");
    assertThat(fold.validation()).isNotEmpty();
    assertThat(fold.training()).extracting(Sample::label).contains(0, 1);
    assertThat(LeaveOneMagnificationOutTest.patients(fold.test()))
        .containsExactlyInAnyOrder("14-22549AB", "14-13412");
  }

  @Test
  void readsAFolderOfFoldsAndCsvWithValidationRows() throws IOException {
    write("a.txt", rows(false));
    write(
        "b.csv",
        "image,fold,part\n"
            + "SOB_B_F-14-9133-40-001.png,2,train\n"
            + "SOB_M_DC-14-2523-40-001.png,2,train\n"
            + "SOB_B_A-14-22549AB-40-001.png,2,val\n"
            + "SOB_M_DC-14-13412-40-001.png,2,test\n");
    FoldPlan plan = protocol(Map.of("path", folder.toString())).folds(breakhis());

    assertThat(plan.folds()).extracting(Fold::name).containsExactly("fold-1", "fold-2");
    assertThat(LeaveOneMagnificationOutTest.patients(plan.folds().get(1).validation()))
        .containsExactly("14-22549AB");
  }

  @Test
  void readsWhatOfTheTestPatientsWasSeen() throws IOException {
    Dataset cohort = TestSamples.regular(4, 1, "40X", "100X");
    Path file =
        write(
            "seen.csv",
            """
            image,magnification,fold,part
            p01/40X/1.png,40X,100X,training
            p02/40X/1.png,40X,100X,train
            p03/100X/1.png,100X,100X,test
            p03/40X/1.png,40X,100X,seen
            p04/100X/1.png,100X,100X,test
            """);
    Fold fold =
        protocol(Map.of("path", file.toString(), "validation_patients", 0.0))
            .folds(cohort)
            .folds()
            .get(0);
    assertThat(fold.seen()).extracting(Sample::id).containsExactly("p03/40X/1.png");
    assertThat(fold.test())
        .extracting(Sample::id)
        .containsExactly("p03/100X/1.png", "p04/100X/1.png");

    String rows = Files.readString(file);
    refuses(cohort, rows + "p02/100X/1.png,,100X,seen\n", "patient p02 in its training and in its");
    refuses(
        cohort,
        rows.replace("p04/100X/1.png,100X,100X,test", "p04/100X/1.png,100X,100X,seen"),
        "patient p04 in its seen part and not in its test part");
    refuses(cohort, rows + "p04/100X/1.png,,100X,seen\n", "image p04/100X/1.png in its test and");
  }

  @Test
  void holdsMagnificationsOutOfFoldsOfPatients() throws IOException {
    Dataset dataset = TestSamples.regular(12, 2, "40X", "200X");
    StringBuilder rows = new StringBuilder("image,fold,part\n");
    for (Sample sample : dataset.samples()) {
      boolean tested = sample.patient().compareTo("p08") > 0;
      rows.append(sample.id()).append(",a,").append(tested ? "test" : "train").append('\n');
    }
    Path file = write("patients.csv", rows.toString());
    FoldPlan plan =
        protocol(Map.of("path", file.toString(), "leave_out_magnifications", true)).folds(dataset);

    assertThat(plan.folds()).extracting(Fold::name).containsExactly("40X-fold-a", "200X-fold-a");
    Fold fold = plan.folds().get(1);
    assertThat(fold.pool()).isEqualTo("200X");
    assertThat(LeaveOneMagnificationOutTest.patients(fold.test()))
        .containsExactlyInAnyOrder("p09", "p10", "p11", "p12");
    assertThat(fold.test()).extracting(Sample::magnification).containsOnly("200X");
    assertThat(fold.seen()).extracting(Sample::magnification).containsOnly("40X");
    assertThat(LeaveOneMagnificationOutTest.patients(fold.seen()))
        .isEqualTo(LeaveOneMagnificationOutTest.patients(fold.test()));
    assertThat(fold.training()).extracting(Sample::magnification).containsOnly("40X");
    assertThat(fold.validation()).isNotEmpty();
    assertThat(fold.validation()).extracting(Sample::magnification).containsOnly("40X");
  }

  private void refuses(Dataset dataset, String rows, String why) throws IOException {
    Path file = write("refused.csv", rows);
    assertThatThrownBy(
            () ->
                protocol(Map.of("path", file.toString(), "validation_patients", 0.0))
                    .folds(dataset))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(why);
  }

  @Test
  void countsImagesThatAPartialCopyLacks() throws IOException {
    Path file = write("f.txt", rows(false) + "SOB_M_PC-14-1-40-001.png|40|1|train\n");
    FoldPlan plan = protocol(Map.of("path", file.toString())).folds(breakhis());
    assertThat(plan.notes()).anyMatch(note -> note.startsWith("1 images that the fold file"));

    Path strange = write("strange.txt", "nothing.png|40|1|train\n");
    assertThatThrownBy(() -> protocol(Map.of("path", strange.toString())).folds(breakhis()))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("None of the 1 images");
  }

  @Test
  void namesFileAndLineOfAnythingBroken() throws IOException {
    Map<String, String> broken = new HashMap<>();
    broken.put("SOB_B_F-14-9133-40-001.png|40|1|trial\n", "line 1 says \"trial\"");
    broken.put("SOB_B_F-14-9133-40-001.png|40|1\n", "3 fields");
    broken.put("SOB_B_F-14-9133-40-001.png|200|1|train\n", "magnification 200");
    broken.put("image,part\nSOB_B_F-14-9133-40-001.png,train\n", "column fold");
    broken.put("", "holds no rows");
    for (Map.Entry<String, String> entry : broken.entrySet()) {
      Path file = write("broken.txt", entry.getKey());
      assertThatThrownBy(() -> protocol(Map.of("path", file.toString())).folds(breakhis()))
          .isInstanceOf(DatasetException.class)
          .hasMessageContaining("broken.txt")
          .hasMessageContaining(entry.getValue());
    }
    assertThatThrownBy(
            () -> protocol(Map.of("path", folder.resolve("no.txt").toString())).folds(breakhis()))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("no.txt")
        .hasMessageContaining("does not exist");
  }

  @Test
  void readsAFoldFileOfAnyDelimiterAsSpreadsheetsSaveIt() throws IOException {
    String piped = rows(false);
    String table = "Image|Magnification|FOLD|part\n" + piped;
    FoldPlan expected =
        protocol(Map.of("path", write("a.txt", piped).toString())).folds(breakhis());
    for (String text :
        new String[] {
          table,
          "\uFEFF" + table.replace('|', ',').replace("\n", "\r\n") + ",,,\r\n,,,\r\n",
          table.replace('|', ';'),
          "sep=;\r\n" + table.replace('|', ';'),
          table.replace('|', '\t'),
          "\uFEFF" + piped,
          piped.replace("|40|", "|40x|").replace("|train", "| Train ")
        }) {
      Path file = write("b.txt", text);
      assertThat(protocol(Map.of("path", file.toString())).folds(breakhis()).folds())
          .isEqualTo(expected.folds());
    }
  }

  @Test
  void refusesOneFoldInTwoSpellingsAndFoldsWithoutName() throws IOException {
    for (String spelling : new String[] {"1.0", "01", "1\u00A0"}) {
      Path file = write("f.txt", rows(false).replaceFirst("\\|1\\|", "|" + spelling + "|"));
      assertThatThrownBy(() -> protocol(Map.of("path", file.toString())).folds(breakhis()))
          .isInstanceOf(DatasetException.class)
          .hasMessageContaining("f.txt spells one fold in several ways");
    }
    Path file = write("f.txt", rows(false).replaceFirst("\\|1\\|", "|nan|"));
    assertThatThrownBy(() -> protocol(Map.of("path", file.toString())).folds(breakhis()))
        .hasMessageContaining("f.txt line 1 has no value in the column fold");
  }

  @Test
  void findsNamesThatStandInOtherCharacters() throws IOException {
    Dataset dataset =
        TestSamples.dataset(
            List.of(
                TestSamples.sample("Mu\u0308ller-a.png", "p", 0, "40X"),
                TestSamples.sample("b.png", "q", 1, "40X"),
                TestSamples.sample("c.png", "r", 1, "40X")));
    Path file =
        write("f.csv", "image,fold,part\nM\u00FCller-a.png,1,train\nb.png,1,train\nc.png,1,test\n");
    FoldPlan plan =
        protocol(Map.of("path", file.toString(), "validation_patients", 0.0)).folds(dataset);

    assertThat(plan.folds().get(0).training()).hasSize(2);
  }

  private static Dataset breakhis() {
    List<Sample> samples = new ArrayList<>();
    samples.add(sample("benign/SOB_B_A-14-22549AB-40-001.png", "14-22549AB", 0));
    samples.add(sample("benign/SOB_B_F-14-9133-40-001.png", "14-9133", 0));
    samples.add(sample("benign/SOB_B_F-14-14134-40-001.png", "14-14134", 0));
    samples.add(sample("malignant/SOB_M_DC-14-2523-40-001.png", "14-2523", 1));
    samples.add(sample("malignant/SOB_M_DC-14-2980-40-001.png", "14-2980", 1));
    samples.add(sample("malignant/SOB_M_DC-14-13412-40-001.png", "14-13412", 1));
    samples.add(sample("malignant/SOB_M_LC-14-13412-40-001.png", "14-13412", 1));
    return TestSamples.dataset(samples);
  }

  private static Sample sample(String id, String patient, int label) {
    return TestSamples.sample(id, patient, label, "40X");
  }

  private static String rows(boolean trap) {
    return """
    SOB_B_A-14-22549AB-40-001.png|40|1|test
    SOB_B_F-14-9133-40-001.png|40|1|train
    SOB_B_F-14-14134-40-001.png|40|1|train
    SOB_M_DC-14-2523-40-001.png|40|1|train
    SOB_M_DC-14-2980-40-001.png|40|1|train
    SOB_M_DC-14-13412-40-001.png|40|1|%s
    SOB_M_LC-14-13412-40-001.png|40|1|test
    """
        .formatted(trap ? "train" : "test");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static GivenFolds protocol(Map<String, Object> values) {
    return new GivenFolds(OptionValues.of(GivenFolds.Options.class, values));
  }
}
