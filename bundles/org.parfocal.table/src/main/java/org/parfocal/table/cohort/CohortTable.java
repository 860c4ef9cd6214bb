package org.parfocal.table.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.parfocal.api.DatasetException;
import org.parfocal.api.NameChoice;

/**
 * The table of a cohort: one row for each image, or for whatever else a reader takes, with columns
 * for label and patient, and if known slide, magnification, µm per pixel and place. Every other
 * column becomes an attribute.
 *
 * <p>Magnification and µm per pixel are taken as they stand; neither is derived from the other. All
 * faults of a table are reported at once, up to ten.
 */
public final class CohortTable {
  private static final String INDEX = "index.csv";

  private final CohortSettings settings;
  private final Path table;

  private CohortTable(CohortSettings settings, Path table) {
    this.settings = settings;
    this.table = table;
  }

  /**
   * Finds the table.
   *
   * @throws DatasetException if it is not there
   */
  public static CohortTable of(CohortSettings settings) {
    return new CohortTable(settings, table(settings));
  }

  /** The file. */
  public Path file() {
    return table;
  }

  /**
   * Reads and checks the rows.
   *
   * @throws DatasetException with the first faults
   */
  public <S> Cohort<S> read(RowSource<S> sources) {
    CohortProblems problems = new CohortProblems(table);
    NameChoice names =
        new NameChoice(
            settings.sameAs().toArray(String[]::new),
            settings.asWritten().toArray(String[]::new),
            settings.classes());
    Absences absences = new Absences(settings.noun(), names.asWritten());
    List<String> warnings = new ArrayList<>();
    RowAgreement agreement = new RowAgreement(settings.noun(), problems);
    GivenMicrons given = new GivenMicrons(settings.micronsPerPixel());
    List<CohortRow<S>> rows =
        new RowNames(names)
            .choose(
                new CohortRows<>(table, settings, sources, agreement, problems)
                    .read(absences, warnings),
                problems,
                warnings);
    rows.forEach(agreement::checkPlace);
    problems.refuse();
    rows = given.tell(rows);
    warnings.addAll(absences.warnings());
    List<String> classes = ClassOrder.of(settings.classes(), rows, problems, warnings);
    problems.refuse();
    return new Cohort<>(name(), classes, rows, names.asWritten(), problems, warnings);
  }

  private static Path table(CohortSettings settings) {
    try {
      Path path = Path.of(settings.path());
      Path table = Files.isDirectory(path) ? path.resolve(INDEX) : path;
      if (Files.isRegularFile(table)) {
        return table.toAbsolutePath().normalize();
      }
      if (Files.exists(table)) {
        throw new DatasetException(
            "The table %s is no file; correct the data set's path.".formatted(table));
      }
      throw new DatasetException(
          table.equals(path)
              ? "The table %s does not exist; correct the data set's path."
                  .formatted(table.toAbsolutePath())
              : "The folder %s holds no %s; give the CSV file itself as the data set's path."
                  .formatted(path.toAbsolutePath(), INDEX));
    } catch (InvalidPathException e) {
      throw new DatasetException(
          "The data set's path '%s' cannot be used: %s."
              .formatted(settings.path().replace('\0', '?'), e.getReason()),
          e);
    }
  }

  /**
   * The folder of the files.
   *
   * @throws DatasetException if there is none
   */
  public Path root() {
    try {
      Path root =
          table.resolveSibling(settings.root().isBlank() ? "." : settings.root()).normalize();
      if (Files.isDirectory(root)) {
        return root.toRealPath();
      }
      throw new DatasetException(
          "The folder %s of the %ss does not exist; correct dataset.root."
              .formatted(root, settings.noun()));
    } catch (InvalidPathException | IOException e) {
      throw new DatasetException(
          "The folder of the %ss cannot be used: %s; correct dataset.root."
              .formatted(settings.noun(), e.getMessage()),
          e);
    }
  }

  /** The given name; else the file's, or for an {@code index.csv} its folder's. */
  private String name() {
    if (!settings.name().isBlank()) {
      return settings.name();
    }
    String file = String.valueOf(table.getFileName());
    Path folder = table.getParent();
    return file.equals(INDEX) && folder != null && folder.getFileName() != null
        ? folder.getFileName().toString()
        : file.replaceFirst("\\.[^.]*$", "");
  }
}
