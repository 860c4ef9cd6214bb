package org.parfocal.dataset.synthetic.internal;

import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.Limits;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.api.Sha256;

/** Draws benign and malignant breast tissue at several magnifications, concentric by place. */
@Component(
    service = DatasetReader.class,
    configurationPid = SyntheticReader.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "dataset", name = "synthetic")
@Designate(ocd = SyntheticReader.Options.class, factory = true)
public final class SyntheticReader implements DatasetReader {
  static final String PID = "org.parfocal.dataset.synthetic";

  /** What a study file may set. */
  @ObjectClassDefinition(
      name = "Synthetic tissue",
      description = "H&E-like benign and malignant tissue, drawn at every magnification by seed")
  public @interface Options {
    @AttributeDefinition(description = "Number of patients", min = "2", max = "100000")
    int patients() default 60;

    @AttributeDefinition(
        description = "Places per patient; each is seen at every magnification about one centre",
        min = "1",
        max = "10000")
    int places() default 2;

    @AttributeDefinition(description = "Share of malignant patients", min = "0", max = "1")
    double malignant_share() default 0.5;

    @AttributeDefinition(description = "Names of the magnifications")
    @Limits(minItems = 1)
    String[] magnifications() default {"40X", "100X", "200X", "400X"};

    @AttributeDefinition(
        description =
            "Pixel size in µm for each magnification; by default 3.2, 1.6, 0.8, 0.4, or with an"
                + " index 1.8, 0.72, 0.36, 0.18",
        min = "0.02",
        max = "20",
        required = false)
    double[] microns_per_pixel() default {};

    @AttributeDefinition(
        description =
            "Numerical aperture for each magnification; by default 0.10, 0.25, 0.40, 0.65",
        min = "0.02",
        max = "1.5",
        required = false)
    double[] numerical_apertures() default {};

    @AttributeDefinition(description = "Edge of the images in pixels", min = "8", max = "4096")
    int image_size() default 96;

    @AttributeDefinition(
        description = "Width in pixels; 0 means image-size, or 700 with an index",
        min = "0",
        max = "4096")
    int image_width() default 0;

    @AttributeDefinition(
        description = "Height in pixels; 0 means image-size, or 460 with an index",
        min = "0",
        max = "4096")
    int image_height() default 0;

    @AttributeDefinition(
        description = "How alike benign and malignant patients are: 0 far apart, 1 the same",
        min = "0",
        max = "1")
    double overlap() default 0.25;

    @AttributeDefinition(
        description = "How much stain and lamp differ between patients: 0 not at all, 1 usual",
        min = "0",
        max = "2")
    double stain_shift() default 1.0;

    @AttributeDefinition(description = "Seed of patients, tissue and noise")
    long seed() default 13;

    @AttributeDefinition(
        description =
            "CSV file with the columns path,class,subtype,slide,magnification,seq; its names and"
                + " counts replace patients and places",
        required = false)
    String index() default "";
  }

  private final CohortSettings settings;
  private final String index;

  @Activate
  public SyntheticReader(Options options) {
    settings = CohortSettings.of(options);
    index = options.index().strip();
  }

  @Override
  public Dataset read() {
    Cohort cohort = new Cohort(settings);
    List<Sample> samples =
        index.isEmpty() ? cohort.drawn() : cohort.indexed(IndexFile.read(Path.of(index)));
    return new Dataset(
        "synthetic",
        List.of("benign", "malignant"),
        samples,
        manifest(samples),
        "CC0 1.0 (drawn by a program, no patient)",
        List.of("These images are drawn: scores tell about the platform, not about medicine."));
  }

  private static String manifest(List<Sample> samples) {
    Sha256 hash = new Sha256();
    for (Sample sample : samples) {
      hash.add(sample.id(), Integer.toString(sample.label()), sample.image().key());
    }
    return hash.hex();
  }
}
