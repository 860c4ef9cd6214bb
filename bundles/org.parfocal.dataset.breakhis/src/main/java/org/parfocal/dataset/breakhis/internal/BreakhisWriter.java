package org.parfocal.dataset.breakhis.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetWriter;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.Sections;
import org.parfocal.api.WholeFile;
import org.parfocal.imaging.PngFiles;

/**
 * Writes any two-class data set in the layout of BreaKHis. What an interrupted export left is kept,
 * if it was of the same data set.
 */
@Component(service = DatasetWriter.class, property = Sections.NAME_PROPERTY + "=breakhis")
public final class BreakhisWriter implements DatasetWriter {
  private static final String TOP = "BreaKHis_v1";

  @Override
  public void write(Dataset dataset, Path directory, DoubleConsumer progress) {
    List<BreakhisName> names = ExportNames.of(dataset);
    try {
      prepare(directory.resolve(TOP), ExportNote.of(dataset));
    } catch (IOException e) {
      throw new OutputException(
          "The folder %s cannot be written: %s; choose another one."
              .formatted(directory.toAbsolutePath(), e),
          e);
    }
    PngFiles.write(
        dataset.samples().stream().map(Sample::image).toList(),
        names.stream().map(name -> directory.resolve(name.path())).toList(),
        progress);
  }

  /** Makes the folder, or makes sure that it is an unfinished export of the same data set. */
  private static void prepare(Path top, ExportNote note) throws IOException {
    Files.createDirectories(top);
    Path earlier = top.resolve(ExportNote.FILE);
    if (Files.exists(earlier)) {
      ExportNote found = ExportNote.read(earlier);
      if (!found.manifest().equals(note.manifest())) {
        throw new OutputException(
            "%s holds an export of another data set (%s) or of other options; choose an empty folder."
                .formatted(top.toAbsolutePath(), found.dataset()));
      }
    } else {
      refuseOthers(top);
      note.write(top);
    }
    removeUnfinished(top);
  }

  private static void refuseOthers(Path top) throws IOException {
    try (Stream<Path> content = Files.list(top)) {
      if (!content.allMatch(BreakhisWriter::isUnfinished)) {
        throw new OutputException(
            "%s holds files that are not of an export; choose an empty folder."
                .formatted(top.toAbsolutePath()));
      }
    }
  }

  private static void removeUnfinished(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (isUnfinished(file)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isUnfinished(Path file) {
    String name = String.valueOf(file.getFileName());
    return WholeFile.isUnfinished(file)
        && (name.startsWith("SOB_") || name.startsWith(ExportNote.FILE));
  }
}
