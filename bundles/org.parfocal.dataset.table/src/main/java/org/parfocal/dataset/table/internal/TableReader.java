package org.parfocal.dataset.table.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.imaging.ImageFile;
import org.parfocal.imaging.ImageFolder;
import org.parfocal.table.cohort.Cohort;
import org.parfocal.table.cohort.CohortField;
import org.parfocal.table.cohort.CohortSettings;
import org.parfocal.table.cohort.CohortTable;
import org.parfocal.table.cohort.RowSource;

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

  private final TableOptions options;

  @Activate
  public TableReader(TableOptions options) {
    this.options = options;
  }

  @Override
  public Dataset read() {
    CohortTable table = CohortTable.of(settings());
    Cohort<ImageFile> cohort = table.read(new ImageRows(ImageFolder.of(table.root())));
    List<Sample> samples = new ArrayList<>();
    String manifest = cohort.manifest();
    Optional<TablePyramids> pyramids = TablePyramids.of(options);
    if (pyramids.isPresent()) {
      samples.addAll(
          pyramids
              .get()
              .samples(cohort.rows(), cohort.classes(), cohort.problems(), cohort.warnings()));
      cohort.problems().refuse();
      manifest = TableManifest.ofPyramids(manifest, pyramids.get().toString(), samples);
    } else {
      cohort
          .rows()
          .forEach(row -> samples.add(row.sample(row.id(), row.source(), cohort.classes())));
    }
    return cohort.dataset(samples, manifest, options.licence());
  }

  /** A row is an image file; its id is its path below the root. */
  private record ImageRows(ImageFolder folder) implements RowSource<ImageFile> {
    @Override
    public ImageFile of(Function<CohortField, String> cells) {
      return folder.file(cells.apply(CohortField.PATH));
    }

    @Override
    public String id(ImageFile image) {
      return image.relative().replace('\\', '/');
    }
  }

  private CohortSettings settings() {
    return new CohortSettings(
        "image",
        options.path(),
        options.root(),
        List.of(options.classes()),
        options.delimiter(),
        List.of(options.same_as()),
        List.of(options.as_written()),
        List.of(options.microns_per_pixel()),
        options.name(),
        Map.of(
            CohortField.PATH, options.path_column(),
            CohortField.LABEL, options.label_column(),
            CohortField.PATIENT, options.patient_column(),
            CohortField.SLIDE, options.slide_column(),
            CohortField.MAGNIFICATION, options.magnification_column(),
            CohortField.MICRONS_PER_PIXEL, options.microns_per_pixel_column(),
            CohortField.PLACE, options.place_column()),
        Set.of(CohortField.PATH, CohortField.LABEL, CohortField.PATIENT));
  }
}
