package org.parfocal.dataset.features.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.table.cohort.Cohort;
import org.parfocal.table.cohort.CohortField;
import org.parfocal.table.cohort.CohortSettings;
import org.parfocal.table.cohort.CohortTable;

/**
 * Reads embeddings that were made elsewhere: vectors in HDF5 files as TRIDENT writes them, or in
 * NumPy's, and a table that says of each whose it is. The table is that of the table reader.
 *
 * <p>All vectors are read at once, and kept in memory.
 */
@Component(
    service = DatasetReader.class,
    configurationPid = FeatureReader.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "dataset", name = "features")
@Designate(ocd = FeatureOptions.class, factory = true)
public final class FeatureReader implements DatasetReader {
  static final String PID = "org.parfocal.dataset.features";

  private final FeatureOptions options;

  @Activate
  public FeatureReader(FeatureOptions options) {
    this.options = options;
  }

  @Override
  public Dataset read() throws DatasetException {
    CohortTable table = CohortTable.of(settings());
    Cohort<VectorPlace> cohort = table.read(new VectorRows(table.root(), options.vectors()));
    List<Sample> samples = new CohortVectors(options, table.file()).samples(cohort);
    return cohort.dataset(samples, cohort.manifest(), options.licence());
  }

  private CohortSettings settings() {
    return new CohortSettings(
        "embedding",
        options.path(),
        options.root(),
        Arrays.asList(options.classes()),
        options.delimiter(),
        Arrays.asList(options.same_as()),
        Arrays.asList(options.as_written()),
        Arrays.asList(options.microns_per_pixel()),
        options.name(),
        Map.of(
            CohortField.PATH, options.path_column(),
            CohortField.ROW, options.row_column(),
            CohortField.SAMPLE, options.sample_column(),
            CohortField.LABEL, options.label_column(),
            CohortField.PATIENT, options.patient_column(),
            CohortField.SLIDE, options.slide_column(),
            CohortField.MAGNIFICATION, options.magnification_column(),
            CohortField.MICRONS_PER_PIXEL, options.microns_per_pixel_column(),
            CohortField.PLACE, options.place_column()),
        Set.of(CohortField.LABEL, CohortField.PATIENT));
  }
}
