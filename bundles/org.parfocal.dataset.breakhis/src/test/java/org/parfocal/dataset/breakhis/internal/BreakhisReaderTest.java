package org.parfocal.dataset.breakhis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;
import org.parfocal.dataset.breakhis.internal.BreakhisOptions.Labels;
import org.parfocal.dataset.breakhis.internal.BreakhisOptions.Patients;
import org.parfocal.dataset.breakhis.internal.BreakhisOptions.PixelSize;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.RealData;

class BreakhisReaderTest {
  @TempDir Path folder;

  @Test
  void readsTheOriginalLayout() throws IOException {
    put("SOB_M_DC-14-2523-40-010.png", "SOB_B_A-14-22549AB-400-002.png");

    Dataset dataset = read();

    assertThat(dataset.name()).isEqualTo("BreaKHis");
    assertThat(dataset.classes()).containsExactly("benign", "malignant");
    assertThat(dataset.samples())
        .extracting(Sample::id)
        .containsExactly("SOB_B_A-14-22549AB-400-002.png", "SOB_M_DC-14-2523-40-010.png");
    Sample benign = dataset.samples().get(0);
    assertThat(benign.label()).isZero();
    assertThat(benign.patient()).isEqualTo("14-22549AB");
    assertThat(benign.slide()).isEqualTo("SOB_B_A_14-22549AB");
    assertThat(benign.magnification()).isEqualTo("400X");
    assertThat(benign.micronsPerPixel()).isEmpty();
    assertThat(benign.place()).isNull();
    assertThat(benign.attributes())
        .containsOnly(Map.entry("subtype", "A"), Map.entry("year", "14"), Map.entry("seq", "002"));
    assertThat(dataset.samples().get(1).label()).isEqualTo(1);
  }

  @Test
  void isTheSameFromAboveAndFromInside() throws IOException {
    put("SOB_M_DC-14-2523-40-010.png", "SOB_B_A-14-22549AB-400-002.png");

    Dataset above = read();
    Dataset inside = read(folder.resolve("BreaKHis_v1/histology_slides"), Map.of());
    Dataset slide =
        read(
            folder.resolve(
                "BreaKHis_v1/histology_slides/breast/malignant/SOB/ductal_carcinoma/SOB_M_DC_14-2523/40X"),
            Map.of());

    assertThat(inside.manifest()).isEqualTo(above.manifest());
    assertThat(inside.samples()).extracting(Sample::id).isEqualTo(ids(above));
    assertThat(ids(slide)).containsExactly("SOB_M_DC-14-2523-40-010.png");
  }

  @Test
  void readsImagesThatStandInOneFolder() throws IOException {
    Files.writeString(folder.resolve("SOB_M_DC-14-2523-40-010.png"), "x");

    assertThat(ids(read())).containsExactly("SOB_M_DC-14-2523-40-010.png");
  }

  @Test
  void keepsSlide13412OnePatient() throws IOException {
    put("SOB_M_DC-14-13412-40-010.png", "SOB_M_LC-14-13412-40-011.png");

    for (Patients patients : Patients.values()) {
      Dataset dataset = read(folder, Map.of("patients", patients));
      assertThat(dataset.samples()).extracting(Sample::patient).containsOnly("14-13412");
      assertThat(dataset.samples()).extracting(Sample::slide).doesNotHaveDuplicates();
      assertThat(dataset.warnings())
          .contains(
              "Slide 14-13412 has several tumour types [DC, LC]; it is kept together as one"
                  + " patient.");
    }
  }

  @Test
  void groupsByNumericPrefixIfAsked() throws IOException {
    put("SOB_B_F-14-29960AB-40-001.png", "SOB_B_A-14-29960CD-40-001.png");

    assertThat(read().samples())
        .extracting(Sample::patient)
        .containsExactlyInAnyOrder("14-29960AB", "14-29960CD");
    assertThat(read(folder, Map.of("patients", Patients.NUMERIC_PREFIX)).samples())
        .extracting(Sample::patient)
        .containsOnly("14-29960");
  }

  @Test
  void refusesASlideUnderTwoIdsUnlessTheStudySaysWhatTheyAre() throws IOException {
    put("SOB_M_DC-14-2523-40-010.png", "SOB_M_DC-14-02523-40-011.png", "SOB_B_A-14-7-40-002.png");

    assertThatThrownBy(() -> read())
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("the patient is spelled in several ways")
        .hasMessageContaining("SOB_M_DC-14-02523-40-011.png")
        .hasMessageContaining("dataset.same-as");
    assertThat(patients(Map.of("same_as", new String[] {"14-2523"})))
        .containsExactlyInAnyOrder("14-2523", "14-2523", "14-7");
    assertThat(Set.copyOf(patients(Map.of("same_as", new String[] {"*"})))).hasSize(2);
    assertThat(patients(Map.of("as_written", new String[] {"14-02523"})))
        .containsExactlyInAnyOrder("14-2523", "14-02523", "14-7");
  }

  private List<String> patients(Map<String, ?> options) {
    return read(folder, options).samples().stream().map(Sample::patient).toList();
  }

  @Test
  void labelsTumourTypesIfAsked() throws IOException {
    put("SOB_B_F-14-29960AB-40-001.png", "SOB_M_PC-15-190EF-400-014.png");

    Dataset dataset = read(folder, Map.of("labels", Labels.SUBTYPE));

    assertThat(dataset.classes())
        .containsExactly(
            "adenosis",
            "fibroadenoma",
            "phyllodes_tumor",
            "tubular_adenoma",
            "ductal_carcinoma",
            "lobular_carcinoma",
            "mucinous_carcinoma",
            "papillary_carcinoma");
    assertThat(dataset.samples()).extracting(Sample::label).containsExactly(1, 7);
  }

  @Test
  void tellsThePublishedPixelSizesIfAsked() throws IOException {
    put("SOB_B_F-14-29960AB-40-001.png", "SOB_B_F-14-29960AB-400-001.png");

    Dataset dataset = read(folder, Map.of("microns_per_pixel", PixelSize.PUBLISHED));

    Map<String, Double> microns = new HashMap<>();
    dataset
        .samples()
        .forEach(
            s -> microns.put(String.valueOf(s.magnification()), s.micronsPerPixel().orElseThrow()));
    assertThat(microns).containsOnly(Map.entry("40X", 0.49), Map.entry("400X", 0.05));
  }

  @Test
  void namesWhatIsMisnamedOrEmptyAndLeavesOthersAlone() throws IOException {
    put("SOB_M_DC-14-2523-40-010.png");
    for (String name :
        List.of(
            "SOB_M_DC-14-2523-40-9.png",
            "sob_m_dc-14-2523-40-011.PNG",
            "photo.jpg",
            "SOB_M_DC-14-2523-40-012",
            "README.txt",
            ".DS_Store",
            "._SOB_M_DC-14-2523-40-010.png")) {
      Files.writeString(folder.resolve(name), "x");
    }
    Files.createFile(folder.resolve("SOB_M_DC-14-2523-40-013.png"));

    Dataset dataset = read(folder, Map.of("count_check", false));

    assertThat(dataset.samples()).hasSize(2);
    assertThat(dataset.warnings()).hasSize(2);
    assertThat(dataset.warnings().get(0))
        .startsWith("Images not named as in BreaKHis, left out: 4 (")
        .endsWith(" and 1 more).");
    assertThat(dataset.warnings().get(1))
        .isEqualTo("Empty image files: 1 (SOB_M_DC-14-2523-40-013.png).");
  }

  @Test
  void refusesNamesThatContradictTheirFolders() throws IOException {
    for (String wrong :
        List.of(
            "malignant/SOB_B_A-14-22549AB-400-002.png",
            "SOB_B_A_14-22549CD/400X/SOB_B_A-14-22549AB-400-002.png",
            "SOB_B_A_14-22549AB/40X/SOB_B_A-14-22549AB-400-002.png",
            "fibroadenoma/SOB_B_A_14-22549AB/400X/SOB_B_A-14-22549AB-400-002.png")) {
      Path top = Files.createTempDirectory(folder, "copy");
      Path file = top.resolve(wrong);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");

      assertThatThrownBy(() -> read(top, Map.of()))
          .isInstanceOf(DatasetException.class)
          .hasMessageContaining("disagree below")
          .hasMessageContaining(wrong)
          .hasMessageContaining(
              "(in "
                  + wrong.substring(0, wrong.indexOf('/')).replace("SOB_B_A_14-22549AB", "40X")
                  + ")");
    }
  }

  @Test
  void refusesOneNameInTwoPlaces() throws IOException {
    put("SOB_M_DC-14-2523-40-010.png");
    Files.createDirectories(folder.resolve("copy"));
    Files.writeString(folder.resolve("copy/SOB_M_DC-14-2523-40-010.png"), "x");

    assertThatThrownBy(this::read)
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("occurs in two places")
        .hasMessageContaining("copy/SOB_M_DC-14-2523-40-010.png");
  }

  @Test
  void followsLinksWhereverTheyLead(@TempDir Path elsewhere) throws IOException {
    put("SOB_M_DC-14-2523-40-010.png");
    Path other = Files.writeString(elsewhere.resolve("SOB_M_DC-14-2523-40-011.png"), "x");
    Files.createSymbolicLink(folder.resolve("SOB_M_DC-14-2523-40-012.PNG"), other);
    Files.createSymbolicLink(folder.resolve("more"), elsewhere);
    Files.createSymbolicLink(folder.resolve("again"), elsewhere);
    Path store = Files.createDirectories(folder.resolve(".store"));
    Files.createSymbolicLink(
        folder.resolve("SOB_M_DC-14-2523-40-014.png"),
        Files.writeString(store.resolve("content"), "x"));
    Files.createSymbolicLink(folder.resolve("circle"), folder);
    Files.createSymbolicLink(
        folder.resolve("SOB_M_DC-14-2523-40-015.png"), elsewhere.resolve("gone"));

    Dataset dataset = read(folder, Map.of("count_check", false));

    assertThat(ids(dataset))
        .containsExactly(
            "SOB_M_DC-14-2523-40-010.png",
            "SOB_M_DC-14-2523-40-011.png",
            "SOB_M_DC-14-2523-40-012.png",
            "SOB_M_DC-14-2523-40-014.png");
    assertThat(dataset.warnings()).hasSize(1);
    assertThat(dataset.warnings().get(0))
        .startsWith("Links to nothing or in a circle, left out: 2 (");
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertThatThrownBy(() -> read(folder.resolve("none"), Map.of()))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("none does not exist");
    assertThatThrownBy(this::read)
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("No BreaKHis image")
        .hasMessageContaining(folder.toRealPath().toString());
    Path file = Files.writeString(folder.resolve("x.tar.gz"), "x");
    assertThatThrownBy(() -> read(file, Map.of())).hasMessageContaining("is a file; unpack it");
    Files.writeString(folder.resolve("slide1.png"), "x");
    assertThatThrownBy(this::read).hasMessageContaining("other images are there: slide1.png");
    put("SOB_M_DC-14-2523-40-010.png");
  }

  @Test
  void changesItsManifestWithGroupingLabelsAndFiles() throws IOException {
    put("SOB_M_DC-14-2523-40-010.png", "SOB_B_A-14-22549AB-400-002.png");
    Set<String> manifests = new TreeSet<>();
    manifests.add(read().manifest());
    manifests.add(read().manifest());
    assertThat(manifests).hasSize(1);

    manifests.add(read(folder, Map.of("patients", Patients.NUMERIC_PREFIX)).manifest());
    manifests.add(read(folder, Map.of("labels", Labels.SUBTYPE)).manifest());
    manifests.add(read(folder, Map.of("microns_per_pixel", PixelSize.PUBLISHED)).manifest());
    Files.writeString(folder.resolve("SOB_M_DC-14-2523-40-011.png"), "x");
    manifests.add(read().manifest());
    assertThat(manifests).hasSize(5);
    String key = read().samples().get(2).image().key();
    Files.writeString(folder.resolve("SOB_M_DC-14-2523-40-011.png"), "y");
    assertThat(read().samples().get(2).image().key()).isNotEqualTo(key);
  }

  @Test
  void readsACompleteCopyWithoutCallingItPartial() throws IOException {
    List<String> paths = publishedPaths();
    create(paths);

    Dataset dataset = read();

    assertThat(dataset.samples()).hasSize(7909);
    assertThat(dataset.warnings())
        .noneMatch(w -> w.contains("comparable") || w.contains("partial"));
    // The table of Spanhol et al. (2016), benign and malignant at each magnification.
    Map<String, Long> counts =
        dataset.samples().stream()
            .collect(
                Collectors.groupingBy(
                    s -> s.magnification() + dataset.classes().get(s.label()),
                    Collectors.counting()));
    assertThat(counts)
        .containsOnly(
            Map.entry("40Xbenign", 625L),
            Map.entry("40Xmalignant", 1370L),
            Map.entry("100Xbenign", 644L),
            Map.entry("100Xmalignant", 1437L),
            Map.entry("200Xbenign", 623L),
            Map.entry("200Xmalignant", 1390L),
            Map.entry("400Xbenign", 588L),
            Map.entry("400Xmalignant", 1232L));
    assertThat(dataset.samples().stream().map(Sample::slide).distinct()).hasSize(82);
    assertThat(dataset.samples().stream().map(Sample::patient).distinct()).hasSize(81);

    Files.delete(folder.resolve(paths.get(0)));
    Files.delete(folder.resolve(paths.get(1)));
    assertThat(read().warnings())
        .contains(
            "7,907 of 7,909 images (111 of 113 adenosis at 100X): scores are not comparable with"
                + " published ones.");
  }

  @Test
  void readsRealImagesAndCallsThemAPartialCopy() {
    Path real = RealData.require("breakhis-real");

    Dataset dataset = read(real, Map.of());

    assertThat(dataset.samples()).hasSize(26);
    assertThat(dataset.samples().stream().map(Sample::slide).distinct()).hasSize(17);
    assertThat(dataset.magnifications()).containsExactly("40X", "100X", "200X", "400X");
    assertThat(dataset.warnings())
        .containsExactly(
            "26 of 7,909 images in 17 of 82 slide folders: a partial copy; scores are not"
                + " comparable with published ones.");
    assertThat(dataset.samples().get(0).image().read().width()).isEqualTo(700);
  }

  private static List<String> publishedPaths() throws IOException {
    return Files.readAllLines(RealData.require("breakhis-index/breakhis_files.csv")).stream()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf(',')))
        .toList();
  }

  private void put(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(BreakhisName.parse(name).orElseThrow().path());
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
    }
  }

  private void create(List<String> paths) throws IOException {
    for (String path : paths) {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private Dataset read() {
    return read(folder, Map.of());
  }

  private static Dataset read(Path path, Map<String, ?> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("path", path.toString());
    return new BreakhisReader(OptionValues.of(BreakhisOptions.class, all)).read();
  }

  private static List<String> ids(Dataset dataset) {
    return dataset.samples().stream().map(Sample::id).toList();
  }
}
