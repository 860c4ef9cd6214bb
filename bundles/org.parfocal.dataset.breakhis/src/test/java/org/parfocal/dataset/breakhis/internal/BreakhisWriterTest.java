package org.parfocal.dataset.breakhis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.OutputException;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.dataset.breakhis.internal.BreakhisOptions.Patients;
import org.parfocal.testkit.OptionValues;

class BreakhisWriterTest {
  @TempDir Path folder;

  @Test
  void writesWhatTheReaderReadsBack() {
    Dataset dataset =
        MadeUp.dataset(
            "m",
            MadeUp.sample("a", 0, "patient 7", "40X", Map.of()),
            MadeUp.sample("b", 0, "patient 7", "400X", Map.of()),
            MadeUp.sample("c", 1, "patient 7", "40X", Map.of("subtype", "PC")),
            MadeUp.sample("d", 1, "14-22549AB", "100X", Map.of("subtype", "PC")),
            MadeUp.sample("e", 1, "patient 8", "200X", Map.of("subtype", "F")),
            MadeUp.sample("f", 0, "patient 7", "40X", Map.of()));

    Dataset read = roundTrip(dataset);

    assertThat(read.samples())
        .extracting(Sample::id)
        .containsExactly(
            "SOB_B_A-00-1-40-001.png",
            "SOB_B_A-00-1-40-002.png",
            "SOB_B_A-00-1-400-001.png",
            "SOB_M_DC-00-2-200-001.png",
            "SOB_M_PC-00-1-40-001.png",
            "SOB_M_PC-14-22549AB-100-001.png");
    assertThat(read.samples()).extracting(Sample::label).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(read.samples())
        .extracting(Sample::patient)
        .containsExactly("00-1", "00-1", "00-1", "00-2", "00-1", "14-22549AB");
    RgbImage pixels = read.samples().get(3).image().read();
    assertThat(pixels.rgb()).isEqualTo(dataset.samples().get(4).image().read().rgb());
  }

  @Test
  void givesNoTwoPatientsOneSlide() {
    Dataset read =
        roundTrip(
            MadeUp.dataset(
                "m",
                MadeUp.sample("a", 0, "patient 7", "40X", Map.of()),
                MadeUp.sample("b", 0, "00-1", "40X", Map.of()),
                MadeUp.sample(
                    new MadeUp.Image("c"), "c", 0, "14-5", "SOB_B_A_14-5AB", "40X", Map.of()),
                MadeUp.sample("d", 0, "14-5AB", "40X", Map.of())));

    assertThat(read.samples())
        .extracting(Sample::patient)
        .containsExactly("00-1", "00-2", "00-3", "14-5AB");
  }

  @Test
  void saysThatItIsAnExport() {
    Dataset read = roundTrip(MadeUp.dataset("m", MadeUp.sample("a", 0, "p", "40X", Map.of())));

    assertThat(read.name()).isEqualTo("synthetic in BreaKHis layout");
    assertThat(read.licence()).isEqualTo("public domain");
    assertThat(read.warnings()).isEmpty();
  }

  @Test
  void keepsTheNamesOfBreakhisItselfInBothGroupings(@TempDir Path original) throws IOException {
    List<String> names =
        List.of(
            "SOB_B_A-14-22549AB-40-003.png",
            "SOB_B_A-14-22549CD-40-003.png",
            "SOB_M_DC-14-13412-400-010.png",
            "SOB_M_LC-14-13412-400-010.png");
    for (String name : names) {
      org.parfocal.imaging.PngWriter.write(new RgbImage(1, 1, new byte[3]), original.resolve(name));
    }
    for (Patients patients : Patients.values()) {
      Dataset dataset = read(original, patients);

      Path target = folder.resolve(patients.name());
      new BreakhisWriter().write(dataset, target, share -> {});

      Dataset again = read(target, patients);
      assertThat(again.samples()).extracting(Sample::id).isEqualTo(names);
      assertThat(again.samples())
          .extracting(Sample::patient)
          .isEqualTo(dataset.samples().stream().map(Sample::patient).toList());
    }
  }

  @Test
  void writesToPublishedPathsWhereSamplesCarryThem() throws IOException {
    String path = BreakhisName.parse("SOB_M_MC-14-13418DE-200-002.png").orElseThrow().path();
    Dataset dataset =
        MadeUp.dataset(
            "m",
            MadeUp.sample("x", 1, "14-13418DE", "200X", Map.of()),
            MadeUp.sample("a", 1, "anything", "200X", Map.of(ExportNames.PATH, path)));

    new BreakhisWriter().write(dataset, folder, share -> {});

    assertThat(folder.resolve(path)).isRegularFile();
  }

  @Test
  void refusesPathsThatAreNotBreakhis() {
    for (String path :
        List.of(
            "../evil/SOB_M_MC-14-13418DE-200-002.png",
            "BreaKHis_v1/SOB_M_MC-14-13418DE-200-002.png",
            "SOB_M_MC-14-13418DE-200.png")) {
      Dataset dataset =
          MadeUp.dataset("m", MadeUp.sample("a", 1, "p", "200X", Map.of(ExportNames.PATH, path)));

      assertThatThrownBy(() -> new BreakhisWriter().write(dataset, folder, share -> {}))
          .isInstanceOf(DatasetException.class)
          .hasMessageContaining("is not a path of BreaKHis");
    }
    String path = BreakhisName.parse("SOB_M_MC-14-13418DE-200-002.png").orElseThrow().path();
    Sample sample = MadeUp.sample("a", 0, "p", "200X", Map.of(ExportNames.PATH, path));
    assertThatThrownBy(
            () -> new BreakhisWriter().write(MadeUp.dataset("m", sample), folder, share -> {}))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("healthy at 200X, but is to be written as");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesMagnificationsAndClassesThatTheLayoutDoesNotKnow() {
    Dataset overview = MadeUp.dataset("m", MadeUp.sample("a", 1, "p", "10X", Map.of()));
    assertThatThrownBy(() -> new BreakhisWriter().write(overview, folder, share -> {}))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("sample a has the magnification 10X");

    Dataset three =
        new Dataset(
            "n",
            List.of("x", "y", "z"),
            List.of(MadeUp.sample("a", 1, "p", "40X", Map.of())),
            "m",
            "",
            List.of());
    assertThatThrownBy(() -> new BreakhisWriter().write(three, folder, share -> {}))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("[x, y, z]");
  }

  @Test
  void goesOnWhereItStoppedAndRepairsCutFiles() throws IOException {
    MadeUp.Image first = new MadeUp.Image("a");
    MadeUp.Image second = new MadeUp.Image("b");
    Dataset dataset =
        MadeUp.dataset(
            "m",
            MadeUp.sample(first, "a", 0, "p", "p", "40X", Map.of()),
            MadeUp.sample(second, "b", 1, "q", "q", "40X", Map.of()));
    new BreakhisWriter().write(dataset, folder, share -> {});
    Path file = folder.resolve(ExportNames.of(dataset).get(1).path());
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
    Path unfinished =
        file.resolveSibling(file.getFileName() + ".01234567-89ab-cdef-0123-456789abcdef.tmp");
    Files.writeString(unfinished, "x");

    List<Double> shares = new ArrayList<>();
    new BreakhisWriter().write(dataset, folder, shares::add);

    assertThat(first.reads).hasValue(1);
    assertThat(second.reads).hasValue(2);
    assertThat(file).hasBinaryContent(whole);
    assertThat(unfinished).doesNotExist();
    assertThat(shares).containsExactly(0.5, 1.0);
  }

  @Test
  void goesOnWhereItWasKilledBeforeItBegan() throws IOException {
    Path top = Files.createDirectories(folder.resolve("BreaKHis_v1"));
    Path unfinished = top.resolve(ExportNote.FILE + ".01234567-89ab-cdef-0123-456789abcdef.tmp");
    Files.writeString(unfinished, "These");

    Dataset dataset = MadeUp.dataset("m", MadeUp.sample("a", 0, "p", "40X", Map.of()));
    new BreakhisWriter().write(dataset, folder, share -> {});

    assertThat(ExportNote.read(top.resolve(ExportNote.FILE)).manifest()).isEqualTo("m");
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void doesNotMixTwoDataSets() throws IOException {
    Sample sample = MadeUp.sample("a", 0, "p", "40X", Map.of());
    new BreakhisWriter().write(MadeUp.dataset("m", sample), folder, share -> {});

    assertThatThrownBy(
            () -> new BreakhisWriter().write(MadeUp.dataset("n", sample), folder, share -> {}))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("another data set (synthetic)");

    Path other = Files.createDirectories(folder.resolve("other/BreaKHis_v1/histology_slides"));
    assertThatThrownBy(
            () ->
                new BreakhisWriter()
                    .write(MadeUp.dataset("m", sample), folder.resolve("other"), share -> {}))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("not of an export");
    assertThat(other).isEmptyDirectory();
  }

  @Test
  void stopsAtAnImageThatCannotBeReadAndLeavesNoHalfFile() throws IOException {
    Dataset dataset =
        MadeUp.dataset(
            "m",
            MadeUp.sample("a", 0, "p", "40X", Map.of()),
            MadeUp.sample("broken", 1, "q", "40X", Map.of()));

    assertThatThrownBy(() -> new BreakhisWriter().write(dataset, folder, share -> {}))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("broken");
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(f -> f.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void saysThatAFolderCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(
            () ->
                new BreakhisWriter()
                    .write(
                        MadeUp.dataset("m", MadeUp.sample("a", 0, "p", "40X", Map.of())),
                        file,
                        share -> {}))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void stopsWhenInterrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(
              () ->
                  new BreakhisWriter()
                      .write(
                          MadeUp.dataset("m", MadeUp.sample("a", 0, "p", "40X", Map.of())),
                          folder,
                          share -> {}))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private Dataset roundTrip(Dataset dataset) {
    new BreakhisWriter().write(dataset, folder, share -> {});
    return read(folder, Patients.SLIDE);
  }

  private static Dataset read(Path path, Patients patients) {
    return new BreakhisReader(
            OptionValues.of(
                BreakhisOptions.class, Map.of("path", path.toString(), "patients", patients)))
        .read();
  }
}
