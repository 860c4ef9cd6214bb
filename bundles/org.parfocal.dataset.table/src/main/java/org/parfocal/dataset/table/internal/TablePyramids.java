package org.parfocal.dataset.table.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.parfocal.api.Choice;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;
import org.parfocal.imaging.GivenPlaces;
import org.parfocal.imaging.ImageFile;
import org.parfocal.imaging.ImageHeader;
import org.parfocal.imaging.PatchSheet;
import org.parfocal.imaging.PlaceGrid;
import org.parfocal.imaging.Placement;
import org.parfocal.imaging.PyramidLevel;
import org.parfocal.imaging.PyramidShape;
import org.parfocal.imaging.Spot;
import org.parfocal.table.cohort.CohortProblems;
import org.parfocal.table.cohort.CohortRow;

/**
 * Cuts each image of a table into concentric patches. Place {@code n} of a row is called {@code
 * <row>#n}, its patch at a level {@code <row>#n@<level>}.
 *
 * <p>A patch's magnification is the name of its level. What the row itself says of magnification
 * and place is kept as the attributes {@code image-magnification} and {@code image-place}.
 */
final class TablePyramids {
  private static final String SCALES = "dataset.pyramid-scales";
  private static final String MICRONS = "dataset.pyramid-microns-per-pixel";
  private static final String NAMES = "dataset.pyramid-names";
  private static final String SIZE = "dataset.pyramid-size";
  private static final String PLACES = "dataset.pyramid-places";
  private static final double[] DEFAULT_SCALES = {1, 2, 4};
  private static final long MOST_SAMPLES = 5_000_000;

  private final PyramidShape shape;
  private final int places;
  private final Placement placement;
  private final double overlap;
  private final Optional<GivenPlaces> given;
  private final String micronsColumn;

  private TablePyramids(PyramidShape shape, TableOptions options) {
    this.shape = shape;
    this.places = options.pyramid_places();
    this.placement = options.pyramid_placement();
    this.overlap = options.pyramid_overlap();
    this.given = GivenPlaces.read("dataset.pyramid-places-file", options.pyramid_places_file());
    this.micronsColumn = options.microns_per_pixel_column();
  }

  /** As a study sets them; empty if images are taken as they are. */
  static Optional<TablePyramids> of(TableOptions options) {
    boolean scales = options.pyramid_scales().length > 0;
    boolean microns = options.pyramid_microns_per_pixel().length > 0;
    if (options.pyramid_size() == 0) {
      if (scales || microns) {
        throw new ConfigurationException(
            "%s needs %s, the edge of a patch in pixels, for example 224."
                .formatted(scales ? SCALES : MICRONS, SIZE));
      }
      return Optional.empty();
    }
    if (scales && microns) {
      throw new ConfigurationException(
          "%s and %s are both set; choose one.".formatted(SCALES, MICRONS));
    }
    int size = options.pyramid_size();
    double[] values =
        microns
            ? options.pyramid_microns_per_pixel()
            : scales ? options.pyramid_scales() : DEFAULT_SCALES;
    PyramidShape shape =
        microns
            ? PyramidShape.ofMicrons(MICRONS, size, values)
            : PyramidShape.ofScales(SCALES, size, values);
    return Optional.of(
        new TablePyramids(shape.named(NAMES, values, options.pyramid_names()), options));
  }

  /** The patches of all rows, finest level first within a place; opens every image's header. */
  List<Sample> samples(
      List<CohortRow<ImageFile>> rows,
      List<String> classes,
      CohortProblems problems,
      List<String> warnings) {
    if ((long) rows.size() * places * shape.names().size() > MOST_SAMPLES) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "%,d images with %d places at %d levels are more than %,d patches; lower %s.",
              rows.size(),
              places,
              shape.names().size(),
              MOST_SAMPLES,
              PLACES));
    }
    TooSmall tooSmall = new TooSmall();
    List<Sample> samples = new ArrayList<>();
    for (CohortRow<ImageFile> row : rows) {
      if (problems.isFull()) {
        problems.thereMayBeMore();
        break;
      }
      try {
        cut(row, classes.indexOf(row.label()), samples, tooSmall);
      } catch (DatasetException e) {
        problems.add(row.line(), String.valueOf(e.getMessage()));
      }
    }
    given.ifPresent(GivenPlaces::requireAllAsked);
    tooSmall.tell(samples.isEmpty(), problems, warnings);
    warnOfMixture(rows, warnings);
    return samples;
  }

  private void cut(CohortRow<ImageFile> row, int label, List<Sample> samples, TooSmall tooSmall) {
    if (shape.needsMicrons() && row.micronsPerPixel().isEmpty()) {
      throw new DatasetException(
          "the image has no µm per pixel, which %s needs; fill the column '%s', or set %s instead."
              .formatted(MICRONS, micronsColumn, SCALES));
    }
    List<PyramidLevel> levels = shape.levels(row.micronsPerPixel());
    ImageHeader header = row.source().header();
    List<Spot> spots = spots(row, header, levels, tooSmall);
    PatchSheet sheet =
        PatchSheet.of(
            row.source(),
            shape.size(),
            spots.stream()
                .flatMap(spot -> levels.stream().map(level -> spot.field(level.field())))
                .toList());
    for (int patch = 0; patch < sheet.patches().size(); patch++) {
      PyramidLevel level = levels.get(patch % levels.size());
      String place = row.id() + "#" + (1 + patch / levels.size());
      samples.add(
          new Sample(
              place + "@" + level.name(),
              sheet.patches().get(patch),
              label,
              row.patient(),
              row.slide(),
              level.name(),
              level.micronsPerPixel(),
              place,
              attributes(row)));
    }
  }

  private List<Spot> spots(
      CohortRow<ImageFile> row, ImageHeader header, List<PyramidLevel> levels, TooSmall tooSmall) {
    if (given.isPresent()) {
      return given.get().of(row.id(), header, levels.get(levels.size() - 1).field());
    }
    List<Spot> spots =
        placement.of(PlaceGrid.of(header.width(), header.height(), levels, overlap), places);
    tooSmall.note(row, header, spots.size());
    return spots;
  }

  private static Map<String, String> attributes(CohortRow<ImageFile> row) {
    Map<String, String> attributes = new LinkedHashMap<>(row.attributes());
    if (row.magnification() != null) {
      attributes.putIfAbsent("image-magnification", row.magnification());
    }
    if (row.place() != null) {
      attributes.putIfAbsent("image-place", row.place());
    }
    return attributes;
  }

  private void warnOfMixture(List<CohortRow<ImageFile>> rows, List<String> warnings) {
    List<String> magnifications =
        rows.stream().map(CohortRow::magnification).filter(Objects::nonNull).distinct().toList();
    if (!shape.needsMicrons() && magnifications.size() > 1) {
      warnings.add(
          "The images have several magnifications (%s), so one scale is not one resolution; set %s, or give one magnification only."
              .formatted(String.join(", ", magnifications), MICRONS));
    }
  }

  @Override
  public String toString() {
    // The samples tell where given places are.
    return given.isPresent()
        ? "%s, given places".formatted(shape)
        : "%s, %d places%s%s"
            .formatted(
                shape,
                places,
                placement == Placement.GRID ? "" : ", " + Choice.name(placement),
                overlap == 0 ? "" : ", overlap " + overlap);
  }

  /** Images with room for fewer places than wanted. */
  private final class TooSmall {
    private int fewer;
    private int none;
    private String example = "";

    void note(CohortRow<ImageFile> row, ImageHeader header, int found) {
      if (found < places) {
        fewer += found > 0 ? 1 : 0;
        none += found > 0 ? 0 : 1;
        if (example.isEmpty() || (found == 0 && none == 1)) {
          example =
              "%s has %d×%d pixels and room for %d"
                  .formatted(row.id(), header.width(), header.height(), found);
        }
      }
    }

    void tell(boolean nothingLeft, CohortProblems problems, List<String> warnings) {
      if (nothingLeft && none > 0) {
        problems.add(
            0,
            "no image is large enough for a pyramid of %s (%s); lower %s, or leave out the coarsest level."
                .formatted(shape, example, SIZE));
      } else if (fewer + none > 0) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "Images with room for fewer than %d places: %,d, and with room for none, left out: %,d (%s).",
                places,
                fewer,
                none,
                example));
      }
    }
  }
}
