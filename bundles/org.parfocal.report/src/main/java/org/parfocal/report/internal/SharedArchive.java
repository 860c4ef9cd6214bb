package org.parfocal.report.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.parfocal.api.OutputException;
import org.parfocal.api.WholeFile;
import org.parfocal.core.Pseudonyms;
import org.parfocal.core.StoredJob;
import org.parfocal.core.StoredStudy;
import org.parfocal.core.text.Json;
import org.parfocal.report.ReportOptions;
import org.parfocal.report.ReportSection;
import org.parfocal.report.StudyImages;

/**
 * A study as one archive for a co-author: what was found and how, no image and no patient unless
 * asked.
 */
final class SharedArchive {
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final String SCRIPT = "<script>";
  private static final Pattern PICTURE = Pattern.compile(" src=\"data:image/[^\"]*\"");

  private final StoredStudy study;
  private final StudySections sections;
  private final UnaryOperator<String> redacted;

  SharedArchive(
      List<ReportSection> sections,
      StoredStudy study,
      boolean withPatients,
      Optional<StudyImages> images) {
    this.study = study;
    Pseudonyms names = Pseudonyms.thrownAway();
    this.sections =
        StudySections.of(
            study,
            new ReportOptions(
                withPatients ? id -> id : names::patient,
                withPatients ? id -> id : names::sample,
                false,
                images),
            sections);
    redacted = new Redaction(withPatients ? Map.of() : study.identifiers(), names)::text;
  }

  /**
   * Writes it, whole or not at all.
   *
   * @throws OutputException if it cannot be written
   */
  void write(Path archive) {
    try {
      WholeFile.writeSynced(
          archive,
          out -> {
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            entry(zip, "report.html", page());
            entry(zip, "study.yaml", redacted.apply(study.portableConfiguration()));
            entry(zip, "environment.json", redacted.apply(environment()));
            for (String name : List.of("results.csv", "results.md", "selection.csv")) {
              copy(zip, name);
            }
            for (Map.Entry<String, byte[]> file : ReportFolder.files(sections).entrySet()) {
              byte[] content = file.getValue();
              entry(
                  zip,
                  redacted.apply(file.getKey()),
                  file.getKey().startsWith(ReportFolder.PICTURES)
                      ? content
                      : redacted
                          .apply(new String(content, StandardCharsets.UTF_8))
                          .getBytes(StandardCharsets.UTF_8));
            }
            zip.finish();
          });
    } catch (IOException e) {
      throw new OutputException("%s cannot be written: %s.".formatted(archive, e.getMessage()), e);
    }
  }

  /** The page; its scripts and pictures stay as they are: signs of an id in them are chance. */
  private String page() {
    String page = new Page(Map.of(study.results().study(), sections)).text();
    int scripts = page.indexOf(SCRIPT);
    StringBuilder text = new StringBuilder();
    Matcher picture = PICTURE.matcher(page).region(0, scripts);
    int from = 0;
    while (picture.find()) {
      text.append(redacted.apply(page.substring(from, picture.start()))).append(picture.group());
      from = picture.end();
    }
    return text.append(redacted.apply(page.substring(from, scripts)))
        .append(page.substring(scripts))
        .toString();
  }

  /** Versions and machines, each with the number of jobs. */
  private String environment() {
    Map<String, Map<String, Integer>> values = new TreeMap<>();
    for (StoredJob job : study.jobs()) {
      job.environment()
          .forEach(
              (name, value) ->
                  values
                      .computeIfAbsent(name, one -> new LinkedHashMap<>())
                      .merge(value, 1, Integer::sum));
    }
    return Json.pretty(values);
  }

  private void copy(ZipOutputStream zip, String name) throws IOException {
    Path file = study.results().directory().resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    begin(zip, name);
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        zip.write((redacted.apply(line) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    zip.closeEntry();
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    entry(zip, name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    begin(zip, name);
    zip.write(content);
    zip.closeEntry();
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
  }
}
