package org.parfocal.dataset.table.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.DatasetWriter;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.Sections;
import org.parfocal.api.Spelling;
import org.parfocal.api.WholeFile;
import org.parfocal.imaging.PngFiles;
import org.parfocal.table.FileNames;
import org.parfocal.table.cohort.CohortField;
import org.parfocal.table.cohort.CohortIndex;

/**
 * Writes any data set of images as PNG files with an {@code index.csv}, which the table reader
 * reads: the same pixels, patients, places and levels, and so the same folds. Pyramids that a
 * reader cuts from large images are written as the patches that they are.
 *
 * <p>{@code dataset.yaml} beside them is the section of a study file that reads them, with the
 * classes in their order; it is written first and tells whose an unfinished export is. The table is
 * written last.
 */
@Component(service = DatasetWriter.class, property = Sections.NAME_PROPERTY + "=table")
public final class TableWriter implements DatasetWriter {
  static final String SECTION = "dataset.yaml";

  private static final String IMAGES = "images";

  @Override
  public void write(Dataset dataset, Path directory, DoubleConsumer progress) {
    for (Sample sample : dataset.samples()) {
      if (sample.image().embeddingSize() > 0) {
        throw new DatasetException(
            "%s is an embedding, and this layout is of images; use --layout features."
                .formatted(sample.image().description()));
      }
    }
    FileNames names = new FileNames(".png");
    dataset.samples().forEach(sample -> names.of(sample.id()));
    try {
      prepare(directory, section(dataset, directory));
      PngFiles.write(
          dataset.samples().stream().map(Sample::image).toList(),
          dataset.samples().stream()
              .map(sample -> directory.resolve(IMAGES).resolve(names.of(sample.id())))
              .toList(),
          progress);
      CohortIndex index =
          new CohortIndex(
              dataset, Map.of(CohortField.PATH, sample -> IMAGES + "/" + names.of(sample.id())));
      WholeFile.writeSynced(directory.resolve(CohortIndex.NAME), out -> out.write(index.text()));
    } catch (IOException e) {
      throw new OutputException(
          "The folder %s cannot be written: %s; choose another one."
              .formatted(directory.toAbsolutePath(), e.getMessage()),
          e);
    }
  }

  /** An empty folder, or an unfinished export of the same data set. */
  private static void prepare(Path directory, String section) throws IOException {
    Files.createDirectories(directory);
    Path earlier = directory.resolve(SECTION);
    if (Files.isRegularFile(earlier)) {
      if (Files.size(earlier) > section.length() * 4L
          || !Files.readString(earlier, StandardCharsets.UTF_8).equals(section)) {
        throw new OutputException(
            "%s holds an export of another data set or of other options; choose an empty folder."
                .formatted(directory.toAbsolutePath()));
      }
      return;
    }
    try (Stream<Path> content = Files.list(directory)) {
      if (!content.allMatch(WholeFile::isUnfinished)) {
        throw new OutputException(
            "%s holds files that are not of an export; choose an empty folder."
                .formatted(directory.toAbsolutePath()));
      }
    }
    WholeFile.write(earlier, section);
  }

  private static String section(Dataset dataset, Path directory) {
    List<String> lines =
        List.of(
            "# Written by parfocal dataset export --layout table, of data set manifest "
                + dataset.manifest().replaceAll("\\s+", " "),
            "dataset:",
            "  reader: table",
            "  path: " + quoted(directory.toAbsolutePath().normalize().toString()),
            "  name: " + quoted(dataset.name()),
            "  licence: " + quoted(dataset.licence()),
            "  classes: "
                + dataset.classes().stream()
                    .map(TableWriter::quoted)
                    .collect(Collectors.joining(", ", "[", "]")),
            "  # Names mean what is written, also NA and two that differ in their spelling alone.",
            "  as-written: [\"*\"%s]".formatted(words(dataset)));
    return String.join("\n", lines) + "\n";
  }

  /** Names that would be taken for a missing one. */
  private static String words(Dataset dataset) {
    return dataset.samples().stream()
        .flatMap(
            sample ->
                Stream.of(
                    dataset.classes().get(sample.label()),
                    sample.patient(),
                    sample.slide(),
                    Objects.requireNonNullElse(sample.magnification(), ""),
                    Objects.requireNonNullElse(sample.place(), "")))
        .filter(name -> !name.isEmpty() && Spelling.isMissing(name))
        .distinct()
        .sorted()
        .map(name -> ", " + quoted(name))
        .collect(Collectors.joining());
  }

  /** In double quotes of YAML, on one line. */
  private static String quoted(String text) {
    return text.replaceAll("\\s+", " ")
        .chars()
        .mapToObj(
            sign ->
                sign == '"' || sign == '\\'
                    ? "\\" + (char) sign
                    : Character.isISOControl(sign) ? "\\x%02x".formatted(sign) : "" + (char) sign)
        .collect(Collectors.joining("", "\"", "\""));
  }
}
