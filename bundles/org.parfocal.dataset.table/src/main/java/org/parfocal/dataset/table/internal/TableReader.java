package org.parfocal.dataset.table.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.NameChoice;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.dataset.table.internal.TableColumns.Field;

/**
 * Reads any cohort from a CSV table: one row an image, with columns {@code path}, {@code label} and
 * {@code patient}, and if known {@code slide}, {@code magnification}, {@code microns_per_pixel} and
 * {@code place}. Every other column becomes an attribute of the sample.
 *
 * <p>A sample's id is its path below the root. Magnification and µm per pixel are taken as they
 * stand; neither is derived from the other. All faults of a table are reported at once, up to ten.
 *
 * <p>With {@code pyramid-size} a row stands for a large image, and patches of it at several
 * resolutions become the samples; see {@link TablePyramids}.
 */
@Component(
    service = DatasetReader.class,
    configurationPid = TableReader.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "dataset", name = "table")
@Designate(ocd = TableOptions.class, factory = true)
public final class TableReader implements DatasetReader {
  static final String PID = "org.parfocal.dataset.table";

  private static final String INDEX = "index.csv";

  private final TableOptions options;

  @Activate
  public TableReader(TableOptions options) {
    this.options = options;
  }

  @Override
  public Dataset read() {
    Path table = table();
    TableProblems problems = new TableProblems(table);
    List<String> configured =
        Arrays.stream(options.classes()).map(String::strip).filter(c -> !c.isEmpty()).toList();
    NameChoice names = new NameChoice(options.same_as(), options.as_written(), configured);
    Absences absences = new Absences(names.asWritten());
    List<String> warnings = new ArrayList<>();
    GivenMicrons given = new GivenMicrons(options.microns_per_pixel());
    List<Row> rows =
        new RowNames(names)
            .choose(
                new TableRows(table, root(table), options.delimiter(), columns(), problems)
                    .read(absences, warnings),
                problems,
                warnings);
    RowAgreement agreement = new RowAgreement(problems);
    rows.forEach(agreement::check);
    problems.refuse();
    rows = given.tell(rows);
    warnings.addAll(absences.warnings());
    List<String> classes = ClassOrder.of(configured, rows, problems, warnings);
    problems.refuse();
    List<Sample> samples = new ArrayList<>();
    String manifest = TableManifest.of(classes, rows);
    Optional<TablePyramids> pyramids = TablePyramids.of(options);
    if (pyramids.isPresent()) {
      samples.addAll(pyramids.get().samples(rows, classes, problems, warnings));
      problems.refuse();
      manifest = TableManifest.ofPyramids(manifest, pyramids.get().toString(), samples);
    } else {
      rows.forEach(row -> samples.add(sample(row, classes)));
    }
    return new Dataset(
        name(table), classes, samples, manifest, options.licence(), warnings, names.asWritten());
  }

  private static Sample sample(Row row, List<String> classes) {
    return new Sample(
        row.id(),
        row.image(),
        classes.indexOf(row.label()),
        row.patient(),
        row.slide(),
        row.magnification(),
        row.micronsPerPixel(),
        row.place(),
        row.attributes());
  }

  private Path table() {
    try {
      Path path = Path.of(options.path());
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
              .formatted(options.path().replace('\0', '?'), e.getReason()),
          e);
    }
  }

  private Path root(Path table) {
    try {
      Path root = table.resolveSibling(options.root().isBlank() ? "." : options.root()).normalize();
      if (Files.isDirectory(root)) {
        return root.toRealPath();
      }
      throw new DatasetException(
          "The folder %s of the images does not exist; correct dataset.root.".formatted(root));
    } catch (InvalidPathException | IOException e) {
      throw new DatasetException(
          "The folder of the images cannot be used: %s; correct dataset.root."
              .formatted(e.getMessage()),
          e);
    }
  }

  /** The given name; else the file's, or for an {@code index.csv} its folder's. */
  private String name(Path table) {
    if (!options.name().isBlank()) {
      return options.name();
    }
    String file = String.valueOf(table.getFileName());
    Path folder = table.getParent();
    return file.equals(INDEX) && folder != null && folder.getFileName() != null
        ? folder.getFileName().toString()
        : file.replaceFirst("\\.[^.]*$", "");
  }

  private Map<Field, String> columns() {
    return Map.of(
        Field.PATH, options.path_column(),
        Field.LABEL, options.label_column(),
        Field.PATIENT, options.patient_column(),
        Field.SLIDE, options.slide_column(),
        Field.MAGNIFICATION, options.magnification_column(),
        Field.MICRONS_PER_PIXEL, options.microns_per_pixel_column(),
        Field.PLACE, options.place_column());
  }
}
