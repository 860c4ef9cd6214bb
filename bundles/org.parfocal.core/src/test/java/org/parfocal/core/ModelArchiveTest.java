package org.parfocal.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.api.OutputException;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.api.Sha256;
import org.parfocal.api.TrainedModel;
import org.parfocal.core.Ensemble.Decision;
import org.parfocal.core.Ensemble.TrainedOn;
import org.parfocal.testkit.TestSamples;

class ModelArchiveTest {
  @TempDir Path folder;
  private final FakeParts parts = StudyFixture.parts();
  private Study study = StudyFixture.study(Path.of("unused"));
  private Path archive = Path.of("unused");

  @BeforeEach
  void runAStudyOnAMachineOfItsOwn() throws IOException {
    Path weights = Files.writeString(folder.resolve("resnet.safetensors"), "weights");
    Study plain = StudyFixture.study(folder.resolve("half"), 13, 42);
    Map<String, Object> sections = new LinkedHashMap<>(plain.variants().get(0).configuration());
    sections.put("backbone", Map.of("architecture", "resnet18", "weights", weights.toString()));
    sections.put("images", Map.of("size", 64L, "cache", folder.resolve("cache").toString()));
    study =
        new Study(
            plain.name(),
            plain.directory(),
            plain.configuration(),
            List.of(new Variant("baseline", sections)),
            plain.seeds());
    new StudyRunner().run(study, parts, StudyFixture.PLAIN, new StudyFixture());
    archive = folder.resolve("models.zip");
  }

  private void pack(boolean withWeights, Optional<Pseudonyms> pseudonyms) {
    ModelFolders found = ModelFolders.all(folder.resolve("half"), "half");
    ModelArchive.write(
        found.jobs(), archive, withWeights, parts::together, Optional.empty(), pseudonyms);
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : new ArrayList<>(zip.stream().toList())) {
        contents.put(
            entry.getName(),
            new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  private List<Decision> decisions(Path job) {
    Ensemble ensemble = new Ensemble(parts.dataset.samples(), TestSamples.CLASSES);
    FinishedModel finished = FinishedModel.of(job);
    Variant variant = study.variants().get(0);
    try (TrainedModel model = finished.load(parts.model(variant))) {
      ensemble.add(finished, model, parts.images(variant), 0.5, share -> {});
    }
    return ensemble.decisions();
  }

  @Test
  void aPackedModelPredictsTheSame() {
    pack(true, Optional.empty());
    Path job = Path.of("baseline/200X/seed-13");
    Path unpacked;
    try (ModelArchive opened = ModelArchive.open(archive)) {
      unpacked = opened.folder();
      assertThat(ModelFolders.ofOneVariant(unpacked, "it").jobs()).hasSize(6);
      assertThat(decisions(unpacked.resolve(job)))
          .usingRecursiveComparison()
          .isEqualTo(decisions(folder.resolve("half").resolve(job)));
    }
    assertThat(unpacked).doesNotExist();
  }

  @Test
  void imagesAreThereWithTheirTableIfTheyAreWanted() throws IOException {
    pack(true, Optional.empty());
    try (ModelArchive opened = ModelArchive.open(archive)) {
      assertThat(opened.images()).isEmpty();
    }

    packImages(Optional.empty());
    Sample last = parts.dataset.samples().get(47);
    try (ModelArchive opened = ModelArchive.open(archive)) {
      Path images = opened.images().orElseThrow();
      assertThat(Files.readAllLines(images.resolve("index.csv")))
          .hasSize(1 + 48)
          .startsWith("path,label,patient,slide,magnification,microns_per_pixel,place,sample")
          .endsWith("000048.png,benign,p08,p08,400X,,,p08/400X/2.png");
      BufferedImage read = ImageIO.read(images.resolve("000048.png").toFile());
      RgbImage expected = last.image().read();
      for (int x = 0; x < expected.width(); x++) {
        byte[] rgb = expected.rgb();
        assertThat(read.getRGB(x, 0) & 0xffffff)
            .isEqualTo(
                (rgb[3 * x] & 255) << 16 | (rgb[3 * x + 1] & 255) << 8 | rgb[3 * x + 2] & 255);
      }
    }
  }

  @Test
  void pseudonymsHideTheIdsOfImagesToo() throws IOException {
    packImages(Optional.of(new Pseudonyms(folder.resolve("names.csv"))));
    String table = String.valueOf(contents().get("images/index.csv"));

    assertThat(table).contains("000048.png,benign,patient-").contains(",400X,");
    for (Sample sample : parts.dataset.samples()) {
      assertThat(table).doesNotContain(sample.id()).doesNotContain(sample.patient() + ",");
    }
    assertThat(contents().get("baseline/200X/seed-13/predictions.csv"))
        .contains(table.split("\n")[48].split(",")[2]);
  }

  private void packImages(Optional<Pseudonyms> pseudonyms) {
    ModelFolders found = ModelFolders.all(folder.resolve("half"), "half");
    ModelArchive.write(
        found.jobs(), archive, true, parts::together, Optional.of(parts.dataset), pseudonyms);
  }

  @Test
  void nothingNamesAPlaceOfThisMachine() throws IOException {
    pack(true, Optional.empty());
    Map<String, String> contents = contents();
    assertThat(contents.values()).noneMatch(text -> text.contains(folder.toString()));
    String sum = Sha256.of("weights");
    assertThat(contents).containsEntry("weights/" + sum + ".safetensors", "weights");
    assertThat(contents.get("baseline/200X/seed-13/config.yaml"))
        .contains("weights: " + sum + ".safetensors");

    pack(false, Optional.empty());
    assertThat(contents().keySet()).noneMatch(name -> name.startsWith("weights/"));
    assertThat(contents().get("baseline/200X/seed-13/config.yaml"))
        .contains("weights: resnet.safetensors");
  }

  @Test
  void filesThatBelongToTheWeightsGoWithThemUnderTheirOwnNames() throws IOException {
    Files.writeString(folder.resolve("resnet.safetensors.data"), "numbers");
    String sum =
        new Sha256()
            .add("resnet.safetensors", Sha256.of("weights"))
            .add("resnet.safetensors.data", Sha256.of("numbers"))
            .hex();

    pack(true, Optional.empty());

    assertThat(contents())
        .containsEntry("weights/" + sum + "/resnet.safetensors", "weights")
        .containsEntry("weights/" + sum + "/resnet.safetensors.data", "numbers");
    assertThat(contents().get("baseline/200X/seed-13/config.yaml"))
        .contains("weights: " + sum + "/resnet.safetensors\n");
    try (ModelArchive opened = ModelArchive.open(archive)) {
      assertThat(opened.folder().resolve("weights/" + sum + "/resnet.safetensors.data"))
          .hasContent("numbers");
    }
  }

  @Test
  void pseudonymsHideIdsAndStayTheSame() throws IOException {
    Path names = folder.resolve("names.csv");
    pack(true, Optional.of(new Pseudonyms(names)));
    Map<String, String> first = contents();
    for (Sample sample : parts.dataset.samples()) {
      assertThat(first.values())
          .noneMatch(text -> text.contains(sample.id()))
          .noneMatch(text -> text.contains("," + sample.patient() + ","));
    }
    String kept = Files.readString(names);
    pack(true, Optional.of(new Pseudonyms(names)));
    assertThat(contents()).isEqualTo(first);
    assertThat(names).hasContent(kept);

    List<Decision> own = decisions(folder.resolve("half/baseline/200X/seed-13"));
    try (ModelArchive opened = ModelArchive.open(archive)) {
      List<Decision> strangers = decisions(opened.folder().resolve("baseline/200X/seed-13"));
      for (int row = 0; row < own.size(); row++) {
        // Patients are not known any more, images are.
        boolean image = own.get(row).trainedOn() == TrainedOn.IMAGE;
        assertThat(strangers.get(row).trainedOn() == TrainedOn.IMAGE).isEqualTo(image);
      }
      assertThat(strangers).extracting(Decision::trainedOn).contains(TrainedOn.IMAGE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../escaped.txt",
        "/etc/escaped",
        "a/b/seed-1/../../../../escaped",
        "a/../seed-1/job.json",
        "a/b/seed-1/model/../../job.json",
        "plugin.jar",
        "a/b/seed-1/model/.hidden",
        "weights/x.safetensors",
        "weights/0000000000000000000000000000000000000000000000000000000000000000/.hidden",
        "weights/0000000000000000000000000000000000000000000000000000000000000000/../../escaped",
        "weights/0000000000000000000000000000000000000000000000000000000000000000/a/b/c/d/e"
      })
  void refusesFilesThatAreNoPartOfAModel(String name) throws IOException {
    zip(Map.of(name, "x"));
    assertThatThrownBy(() -> ModelArchive.open(archive))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("holds a file that is not part of a model");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "images: {cache: here}",
        "backbone: {weights: /etc/passwd}",
        "model: {list: [{deep: ~/x}]}",
        "model: {path: a/../../b}",
        "include: other.yaml",
        "a: &a [x]\nb: [*a, *a]",
        "!!javax.script.ScriptEngineManager [x]"
      })
  void refusesConfigurationsThatNamePlacesOrMakeObjects(String yaml) throws IOException {
    zip(Map.of("a/b/seed-1/config.yaml", yaml));
    assertThatThrownBy(() -> ModelArchive.open(archive))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("config.yaml in it is not accepted");
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void refusesAConfigurationOfOneEndlessLineAtOnce() throws IOException {
    zip(Map.of("a/b/seed-1/config.yaml", "study: " + "x".repeat(9_000_000)));
    assertThatThrownBy(() -> ModelArchive.open(archive))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("line of more than 524288 letters");
  }

  @Test
  void refusesWhatUnpacksToMoreThanCanBeRight() throws IOException {
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("a/b/seed-1/history.jsonl"));
      byte[] zeros = new byte[1 << 20];
      for (int megabyte = 0; megabyte < 100; megabyte++) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }
    assertThat(Files.size(archive)).isLessThan(200_000);
    assertThatThrownBy(() -> ModelArchive.open(archive))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("unpacks to more than can be right");
  }

  @Test
  void saysWhichFileIsThereTwice() throws IOException {
    String first = "a/b/seed-1/model/one.txt";
    zip(Map.of(first, "x", "a/b/seed-1/model/two.txt", "y"));
    // ZipOutputStream writes no name twice.
    String bytes = Files.readString(archive, StandardCharsets.ISO_8859_1);
    Files.writeString(archive, bytes.replace("/two.txt", "/one.txt"), StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> ModelArchive.open(archive))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("it holds " + first + " twice");
  }

  @Test
  void whatAKilledProcessUnpackedLiesWhereTheLauncherRemovesIt() throws IOException {
    Path storage = Files.createDirectory(folder.resolve("storage"));
    System.setProperty("parfocal.temporary", storage.toString());
    try {
      pack(false, Optional.empty());
      try (ModelArchive opened = ModelArchive.open(archive)) {
        assertThat(opened.folder()).hasParent(storage).isNotEmptyDirectory();
      }
    } finally {
      System.clearProperty("parfocal.temporary");
    }
    assertThat(storage).isEmptyDirectory();
  }

  @Test
  void refusesFilesThatAreNotThosePacked() throws IOException {
    Path file = folder.resolve("half/study.yaml");
    Files.writeString(file, "metrics: [{classification: {threshold: '0.3'}}]\n");
    pack(true, Optional.empty());
    Map<String, String> packed = contents();
    assertThat(packed.get("study.yaml")).contains("0.3");
    assertThat(packed.get("SHA256SUMS"))
        .contains(Sha256.of(requireNonNull(packed.get("study.yaml"))) + "  study.yaml\n")
        .hasLineCount(packed.size() - 1);
    ModelArchive.open(archive).close();

    refused(packed, "study.yaml", "metrics: []", "study.yaml is not what was packed");
    refused(packed, "study.yaml", null, "study.yaml is missing");
    refused(packed, "weights/" + "0".repeat(64) + ".safetensors", "x", "was not packed with it");
    refused(packed, "SHA256SUMS", null, "holds no checksums (SHA256SUMS)");
    refused(packed, "SHA256SUMS", "0  study.yaml", "SHA256SUMS is damaged");
  }

  /** An archive with another content of one file, or without it. */
  private void refused(Map<String, String> packed, String name, @Nullable String text, String why)
      throws IOException {
    Map<String, String> changed = new TreeMap<>(packed);
    changed.remove(name);
    if (text != null) {
      changed.put(name, text);
    }
    zip(changed);
    assertThatThrownBy(() -> ModelArchive.open(archive))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining(why);
  }

  @Test
  void refusesWhatIsNoArchive() throws IOException {
    Files.writeString(archive, "no archive");
    assertThatThrownBy(() -> ModelArchive.open(archive))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("is no archive of models");
  }

  private void zip(Map<String, String> files) throws IOException {
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.ISO_8859_1));
        zip.closeEntry();
      }
    }
  }
}
