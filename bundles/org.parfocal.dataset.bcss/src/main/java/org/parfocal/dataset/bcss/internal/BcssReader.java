package org.parfocal.dataset.bcss.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
import org.parfocal.imaging.GivenPlaces;
import org.parfocal.imaging.PyramidShape;

/**
 * Reads BCSS (Amgad et al., Bioinformatics 35(18), 2019): regions of TCGA slides with one mask
 * each, cut into concentric patches at chosen µm per pixel.
 *
 * <p>The places stand on a grid over each region, so that the widest field lies inside and the
 * finest fields do not overlap. The mask of the finest field gives the class of all levels. A
 * sample's magnification is the name of its level, {@code 0.5um}; its attributes are the {@code
 * institute} that gave the tissue, the {@code region}, the {@code share} of the field that is of
 * its class, and the {@code split} into institutes usually trained and tested on.
 *
 * <p>Reading decodes every mask and no image.
 */
@Component(
    service = DatasetReader.class,
    configurationPid = BcssReader.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "dataset", name = "bcss")
@Designate(ocd = BcssOptions.class, factory = true)
public final class BcssReader implements DatasetReader {
  static final String PID = "org.parfocal.dataset.bcss";

  static final String LICENCE = "BCSS: CC0 1.0 (Amgad et al. 2019); the slides are of TCGA";

  private final BcssOptions options;
  private final PyramidShape shape;
  private final FieldLabel.Rule rule;

  @Activate
  public BcssReader(BcssOptions options) {
    this.options = options;
    shape =
        PyramidShape.ofMicrons(
                "dataset.microns-per-pixel", options.size(), options.microns_per_pixel())
            .named("dataset.level-names", options.microns_per_pixel(), options.level_names());
    rule = options.label();
  }

  @Override
  public Dataset read() {
    Path root = folder(options.path());
    MaskCodes codes = MaskCodes.of(root);
    ClassGroups classes = ClassGroups.of(options.classes(), codes);
    RegionSearch search = RegionSearch.in(root);
    Optional<GivenPlaces> given = GivenPlaces.read("dataset.places-file", options.places_file());
    RegionPatches patches = patches(codes, classes, given);
    RegionManifest manifest = manifest(codes);
    LeftOut leftOut = new LeftOut(search.regions().size());
    List<Sample> samples = new ArrayList<>();
    for (Region region : search.regions()) {
      List<Sample> cut = patches.cut(region, leftOut);
      manifest.add(region, cut);
      samples.addAll(cut);
    }
    given.ifPresent(GivenPlaces::requireAllAsked);
    List<String> warnings = warnings(search, leftOut, classes, samples);
    if (samples.isEmpty()) {
      throw new DatasetException(
          "No patch can be cut below %s: %s Lower dataset.size, leave out the coarsest of dataset.microns-per-pixel, or change dataset.classes."
              .formatted(root, String.join(" ", leftOut.sentences())));
    }
    // Patients have ids of one length; classes are what the study file calls them.
    return new Dataset(
        "BCSS",
        classes.names(),
        samples,
        manifest.hex(),
        LICENCE,
        warnings,
        Set.copyOf(classes.names()));
  }

  private RegionPatches patches(MaskCodes codes, ClassGroups classes, Optional<GivenPlaces> given) {
    PlaceChoice choice =
        given.isPresent() ? PlaceChoice.all() : new PlaceChoice(options.places(), options.seed());
    return new RegionPatches(
        shape,
        codes,
        classes,
        rule,
        options.minimum_share(),
        new RegionPlaces(options.placement(), options.overlap(), given),
        choice);
  }

  private RegionManifest manifest(MaskCodes codes) {
    return new RegionManifest(
        shape.toString(),
        codes.toString(),
        Arrays.toString(options.classes()),
        rule.toString(),
        Double.toString(options.minimum_share()));
  }

  private static List<String> warnings(
      RegionSearch search, LeftOut leftOut, ClassGroups classes, List<Sample> samples) {
    List<String> warnings = new ArrayList<>(leftOut.sentences());
    if (!search.others().isEmpty()) {
      warnings.add(
          "%d files are not named as regions of BCSS and are left out: for example, %s."
              .formatted(search.others().size(), search.others().get(0)));
    }
    for (int label = 0; label < classes.names().size(); label++) {
      int wanted = label;
      if (samples.stream().noneMatch(sample -> sample.label() == wanted)) {
        warnings.add("No place has the class %s.".formatted(classes.names().get(label)));
      }
    }
    return warnings;
  }

  private static Path folder(String text) {
    try {
      Path folder = Path.of(text);
      if (Files.isDirectory(folder)) {
        return folder.toRealPath();
      }
      throw new DatasetException(
          "The BCSS folder %s does not exist; correct the data set's path."
              .formatted(folder.toAbsolutePath()));
    } catch (InvalidPathException | IOException e) {
      throw new DatasetException(
          "The data set's path '%s' cannot be used: %s."
              .formatted(text.replace('\0', '?'), e.getMessage()),
          e);
    }
  }
}
