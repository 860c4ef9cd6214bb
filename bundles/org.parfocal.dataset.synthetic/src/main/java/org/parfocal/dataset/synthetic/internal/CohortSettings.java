package org.parfocal.dataset.synthetic.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.parfocal.api.ConfigurationException;

/**
 * What is drawn: the options with their rules between each other checked, and what is left out
 * filled in.
 *
 * @param patients number of patients
 * @param places per patient
 * @param malignantShare share of malignant patients
 * @param objectives one for each magnification
 * @param width of an image, pixels
 * @param height of an image, pixels
 * @param overlap of the classes' traits
 * @param stainShift strength of stain differences between patients
 * @param seed of everything
 */
record CohortSettings(
    int patients,
    int places,
    double malignantShare,
    List<MicroscopeObjective> objectives,
    int width,
    int height,
    double overlap,
    double stainShift,
    long seed) {
  private static final double[] PIXELS = {3.2, 1.6, 0.8, 0.4};
  private static final double[] INDEX_PIXELS = {1.8, 0.72, 0.36, 0.18};
  private static final double[] APERTURES = {0.10, 0.25, 0.40, 0.65};
  private static final int INDEX_WIDTH = 700;
  private static final int INDEX_HEIGHT = 460;
  private static final int SMALLEST = 8;
  private static final long MOST_SAMPLES = 1_000_000;
  private static final double WIDEST = 12_000;

  /** Tissue beyond the widest field, so that nothing ends at its border, µm. */
  private static final double MARGIN = 120;

  static CohortSettings of(SyntheticReader.Options options) {
    List<String> problems = new ArrayList<>();
    boolean index = !options.index().isBlank();
    String[] names = options.magnifications();
    double[] pixels = lengths(options.microns_per_pixel(), index ? INDEX_PIXELS : PIXELS);
    double[] apertures = lengths(options.numerical_apertures(), APERTURES);
    int width = size(options.image_width(), index ? INDEX_WIDTH : options.image_size());
    int height = size(options.image_height(), index ? INDEX_HEIGHT : options.image_size());
    checkLists(names, pixels, apertures, problems);
    if (width < SMALLEST || height < SMALLEST) {
      problems.add(
          "The images would have %d × %d pixels; give dataset.image-width and dataset.image-height of at least %d."
              .formatted(width, height, SMALLEST));
    }
    long samples = (long) options.patients() * options.places() * names.length;
    if (samples > MOST_SAMPLES) {
      problems.add(
          "dataset.patients × dataset.places × magnifications makes "
              + samples
              + " images; ask for at most "
              + MOST_SAMPLES
              + ".");
    }
    double widest = Arrays.stream(pixels).max().orElse(0) * Math.max(width, height);
    if (problems.isEmpty() && widest > WIDEST) {
      problems.add(
          String.format(
              Locale.ROOT,
              "The widest field of view would be %.0f µm; choose dataset.microns-per-pixel and"
                  + " image sizes for at most %.0f µm.",
              widest,
              WIDEST));
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    List<MicroscopeObjective> objectives = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      objectives.add(new MicroscopeObjective(names[i].strip(), pixels[i], apertures[i]));
    }
    return new CohortSettings(
        options.patients(),
        options.places(),
        options.malignant_share(),
        List.copyOf(objectives),
        width,
        height,
        options.overlap(),
        options.stain_shift(),
        options.seed());
  }

  /** Width of the tissue that is described, µm. */
  double areaWidth() {
    return widest() * width + 2 * MARGIN;
  }

  /** Height of the tissue that is described, µm. */
  double areaHeight() {
    return widest() * height + 2 * MARGIN;
  }

  /** Everything of the settings that pixels depend on. */
  String look() {
    return seed + "-" + overlap + "-" + stainShift + "-" + width + "x" + height + "-" + objectives;
  }

  private double widest() {
    return objectives.stream()
        .mapToDouble(MicroscopeObjective::micronsPerPixel)
        .max()
        .orElseThrow();
  }

  private static double[] lengths(double[] given, double[] otherwise) {
    return given.length == 0 ? otherwise : given;
  }

  private static int size(int given, int otherwise) {
    return given == 0 ? otherwise : given;
  }

  private static void checkLists(
      String[] names, double[] pixels, double[] apertures, List<String> problems) {
    if (new HashSet<>(Arrays.asList(names)).size() != names.length
        || Arrays.stream(names).anyMatch(String::isBlank)) {
      problems.add("dataset.magnifications must be different names: " + Arrays.toString(names));
    }
    parallel("microns-per-pixel", names, pixels, problems);
    parallel("numerical-apertures", names, apertures, problems);
  }

  private static void parallel(String key, String[] names, double[] values, List<String> problems) {
    if (values.length != names.length) {
      problems.add(
          "dataset."
              + key
              + " has "
              + values.length
              + " values for "
              + names.length
              + " magnifications; give one for each of "
              + Arrays.toString(names)
              + ".");
    }
  }
}
