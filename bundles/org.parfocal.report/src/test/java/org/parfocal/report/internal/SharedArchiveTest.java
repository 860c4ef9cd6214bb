package org.parfocal.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Sample;
import org.parfocal.core.Pseudonyms;
import org.parfocal.core.StoredStudy;

/** What a co-author gets, and nothing of patients or of the machine. */
class SharedArchiveTest {
  private static final String PATIENT = "S_18&<Müller>";

  @TempDir Path folder;

  /** Names with signs that every format writes in its own way. */
  private static Sample named(Sample sample) {
    return new Sample(
        "scans/" + PATIENT + sample.id(),
        sample.image(),
        sample.label(),
        PATIENT + sample.patient(),
        "slide " + PATIENT + sample.patient(),
        sample.magnification(),
        sample.micronsPerPixel(),
        sample.place(),
        sample.attributes());
  }

  private Map<String, String> shared(Path study, boolean withPatients) throws IOException {
    Path archive = folder.resolve("shared.zip");
    new SharedArchive(Sections.ALL, StoredStudy.open(study), withPatients, Optional.empty())
        .write(archive);
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private Path study() {
    return MadeUpStudy.run(folder, List.of("baseline", "fails"), SharedArchiveTest::named);
  }

  @Test
  void holdsNoPatientAndNoPlaceOfTheMachine() throws IOException {
    Path study = study();
    // A metric may say whose a number is, and a plugin where it read.
    Path results = study.resolve("results.csv");
    Files.writeString(
        results,
        Files.readString(results)
            + "made-up,baseline,40X,false,1,pairs,test,slide %sp24,0.5,,,of scans/%sp24/40X/1.png in /home/me/data\n"
                .formatted(PATIENT, PATIENT));

    Map<String, String> files = shared(study, false);

    assertThat(files)
        .containsKeys(
            "report.html",
            "results.csv",
            "results.md",
            "study.yaml",
            "environment.json",
            "model-cards/01-baseline.md",
            "checklists/claim-2024.md",
            "figures/patient-dots.csv");
    files.forEach(
        (name, text) -> {
          assertThat(name + text)
              .as(name)
              .doesNotContain("Müller")
              .doesNotContain("M\\u00fcller")
              .doesNotContain("S_18")
              .doesNotContain("S\\_18")
              .doesNotContain(folder.toString())
              .doesNotContain("/home/me");
        });
    assertThat(files.get("figures/patient-dots.csv")).contains("patient-");
    assertThat(files.get("study.yaml")).contains("path: index.csv").doesNotContain("output");
    assertThat(files.getOrDefault("results.csv", "").lines().count())
        .isEqualTo(Files.readString(results).lines().count());
  }

  @Test
  void picturesStayWholeWhileIdsGoAndThereAreNoneUnlessAsked() throws IOException {
    Path study = study();
    assertThat(shared(study, false).keySet())
        .noneMatch(name -> name.startsWith("pictures/hardest"));
    Path archive = folder.resolve("pictures.zip");
    List<Sample> samples = new java.util.ArrayList<>();
    MadeUpStudy.images(24)
        .read(
            StoredStudy.open(study),
            StoredStudy.open(study).data().get(0),
            org.parfocal.testkit.TestSamples.regular(24, 2, "40X", "100X", "200X", "400X")
                .samples()
                .stream()
                .map(Sample::id)
                .collect(java.util.stream.Collectors.toSet()),
            samples::add);

    new SharedArchive(
            Sections.ALL,
            StoredStudy.open(study),
            false,
            Optional.of(
                (stored, data, ids, taker) ->
                    samples.stream()
                        .map(SharedArchiveTest::named)
                        .filter(sample -> ids.contains(sample.id()))
                        .forEach(taker)))
        .write(archive);

    int pictures = 0;
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] content = zip.readAllBytes();
        if (entry.getName().startsWith("pictures/")) {
          assertThat(javax.imageio.ImageIO.read(new java.io.ByteArrayInputStream(content)))
              .as(entry.getName())
              .isNotNull();
          pictures++;
        } else {
          assertThat(new String(content, StandardCharsets.UTF_8)).doesNotContain("Müller");
        }
        if (entry.getName().equals("report.html")) {
          assertThat(new String(content, StandardCharsets.UTF_8))
              .contains("hardest-pictures")
              .contains("data:image/jpeg;base64,");
        }
      }
    }
    assertThat(pictures).isGreaterThan(10);
  }

  @Test
  void keepsPatientsWhereAsked() throws IOException {
    Map<String, String> files = shared(study(), true);
    assertThat(files.get("figures/patient-dots.csv")).contains(PATIENT + "p24");
    files.forEach((name, text) -> assertThat(text).as(name).doesNotContain(folder.toString()));
  }

  @Test
  void givesNamesThatCannotBeTurnedBackAndDifferEachTime() throws IOException {
    Path study = study();
    String first = shared(study, false).get("figures/patient-dots.csv");
    assertThat(shared(study, false).get("figures/patient-dots.csv")).isNotEqualTo(first);
  }

  @Test
  void leavesEveryOtherWordAsItIs() {
    Redaction redaction =
        new Redaction(
            Map.of(
                "patient", Set.of("12", "A123", "B-4711-x"), "sample", Set.of("a/B-4711-x-1.png")),
            Pseudonyms.thrownAway());
    assertThat(redaction.text("12 of 120 images, 1/2, </li> and 0.12: A1234, B-4711"))
        .isEqualTo("12 of 120 images, 1/2, </li> and 0.12: A1234, B-4711");
    assertThat(redaction.text("<A123>, xB-4711-x-1.png"))
        .matches("<patient-[0-9a-f]+>, xsample-[0-9a-f]+");
    assertThat(redaction.text("no /home/me/a.csv, \"/tmp/x/y/b.csv\""))
        .isEqualTo("no …/a.csv, \"…/b.csv\"");
  }

  @Test
  void theReportInItOpens() throws IOException, InterruptedException {
    Optional<Path> browser = Chromium.installed();
    org.junit.jupiter.api.Assumptions.assumeTrue(browser.isPresent(), "no Chromium is installed");
    Path page = folder.resolve("shared.html");
    Files.writeString(page, shared(study(), false).getOrDefault("report.html", ""));
    try (Chromium chromium =
        new Chromium(browser.get(), Files.createDirectory(folder.resolve("profile")))) {
      chromium.load(page);
      assertThat(chromium.evaluate("parfocal.drawAll().then(() => true)")).isEqualTo(true);
      assertThat(chromium.complaints).isEmpty();
    }
  }
}
