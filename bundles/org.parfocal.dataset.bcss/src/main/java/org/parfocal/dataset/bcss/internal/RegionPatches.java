package org.parfocal.dataset.bcss.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;
import org.parfocal.imaging.Field;
import org.parfocal.imaging.ImageHeader;
import org.parfocal.imaging.Mask;
import org.parfocal.imaging.PatchSheet;
import org.parfocal.imaging.PyramidLevel;
import org.parfocal.imaging.PyramidShape;
import org.parfocal.imaging.Spot;

/**
 * Cuts one region: labels its places by the mask, takes some of each class, and makes their
 * patches. Decodes the mask, and of the image its header only.
 */
final class RegionPatches {
  /** Whose slides are usually held out to test on (Amgad et al. 2019). */
  private static final Set<String> TEST_INSTITUTES = Set.of("OL", "LL", "E2", "EW", "GM", "S3");

  private final PyramidShape shape;
  private final MaskCodes codes;
  private final ClassGroups classes;
  private final FieldLabel.Rule rule;
  private final double minimumShare;
  private final RegionPlaces places;
  private final PlaceChoice choice;

  RegionPatches(
      PyramidShape shape,
      MaskCodes codes,
      ClassGroups classes,
      FieldLabel.Rule rule,
      double minimumShare,
      RegionPlaces places,
      PlaceChoice choice) {
    this.shape = shape;
    this.codes = codes;
    this.classes = classes;
    this.rule = rule;
    this.minimumShare = minimumShare;
    this.places = places;
    this.choice = choice;
  }

  /** The samples of a region, finest level first within a place. */
  List<Sample> cut(Region region, LeftOut leftOut) {
    List<PyramidLevel> levels = levels(region);
    Mask mask = mask(region);
    List<Spot> spots = places.of(region, mask, levels, leftOut);
    double finest = levels.get(0).field();
    List<PlaceChoice.Labelled> labelled = new ArrayList<>();
    for (int i = 0; i < spots.size(); i++) {
      int index = i;
      Spot spot = spots.get(i);
      FieldLabel.of(mask, classes, spot, spot.field(finest), rule, minimumShare)
          .ifPresentOrElse(
              label -> labelled.add(new PlaceChoice.Labelled(index, label)), leftOut::noClass);
    }
    List<PlaceChoice.Labelled> chosen =
        choice.of(region.name().text(), labelled, classes.names().size());
    return samples(region, levels, spots, chosen);
  }

  private List<PyramidLevel> levels(Region region) {
    try {
      return shape.levels(OptionalDouble.of(region.name().micronsPerPixel()));
    } catch (DatasetException e) {
      throw new DatasetException(
          "Region %s: %s".formatted(region.image().description(), e.getMessage()), e);
    }
  }

  private Mask mask(Region region) {
    ImageHeader header = region.image().header();
    ImageHeader maskHeader = region.mask().header();
    if (header.width() != maskHeader.width() || header.height() != maskHeader.height()) {
      throw new DatasetException(
          "Mask %s has %d×%d pixels and its image %d×%d; replace the one that is not the published file."
              .formatted(
                  region.mask().description(),
                  maskHeader.width(),
                  maskHeader.height(),
                  header.width(),
                  header.height()));
    }
    Mask mask = Mask.read(region.mask());
    int[] counts = mask.counts(0, 0, mask.width(), mask.height());
    for (int code = 0; code < counts.length; code++) {
      if (counts[code] > 0 && !codes.knows(code)) {
        throw new DatasetException(
            "Mask %s has %d pixels of the unknown code %d; known are %s, so replace the mask, or add the code to %s."
                .formatted(region.mask().description(), counts[code], code, codes, MaskCodes.FILE));
      }
    }
    return mask;
  }

  private List<Sample> samples(
      Region region,
      List<PyramidLevel> levels,
      List<Spot> spots,
      List<PlaceChoice.Labelled> chosen) {
    List<Field> fields = new ArrayList<>();
    for (PlaceChoice.Labelled place : chosen) {
      levels.forEach(level -> fields.add(spots.get(place.index()).field(level.field())));
    }
    PatchSheet sheet = PatchSheet.of(region.image(), shape.size(), fields);
    List<Sample> samples = new ArrayList<>();
    for (int patch = 0; patch < fields.size(); patch++) {
      PlaceChoice.Labelled place = chosen.get(patch / levels.size());
      PyramidLevel level = levels.get(patch % levels.size());
      Field finest = fields.get(patch - patch % levels.size());
      String name =
          "%s#x%dy%d"
              .formatted(region.name().text(), Math.round(finest.left()), Math.round(finest.top()));
      samples.add(
          new Sample(
              name + "@" + level.name(),
              sheet.patches().get(patch),
              place.label().label(),
              region.name().patient(),
              region.name().slide(),
              level.name(),
              level.micronsPerPixel(),
              name,
              attributes(region, place.label())));
    }
    return samples;
  }

  private static Map<String, String> attributes(Region region, FieldLabel label) {
    String institute = region.name().institute();
    return Map.of(
        "institute",
        institute,
        "region",
        region.name().text(),
        "share",
        String.format(Locale.ROOT, "%.3f", label.share()),
        "split",
        TEST_INSTITUTES.contains(institute) ? "test" : "train");
  }
}
