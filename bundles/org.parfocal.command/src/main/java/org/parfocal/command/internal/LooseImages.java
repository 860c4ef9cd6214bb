package org.parfocal.command.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ImageFinder;
import org.parfocal.api.ImageSource;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;
import picocli.CommandLine.Option;

/** Images that belong to no data set, with what a person says of all of them. */
final class LooseImages {
  @Option(
      names = "--magnification",
      paramLabel = "NAME",
      description = "With images: their nominal magnification, for example 20X.")
  @Nullable String magnification;

  @Option(
      names = "--microns-per-pixel",
      paramLabel = "MICRONS",
      description = "With images: their µm per pixel, for example 0.5.")
  @Nullable Double micronsPerPixel;

  /**
   * The images as samples whose patient is not known: their own name stands for it, and label 0 for
   * the class that nobody told.
   *
   * @throws org.parfocal.api.DatasetException if there is none
   */
  List<Sample> samples(List<Path> places, Collection<ImageFinder> finders) {
    ImageFinder finder =
        finders.stream()
            .findFirst()
            .orElseThrow(() -> new PluginException("No plugin that finds images is installed."));
    List<Sample> samples = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Path place : places) {
      String prefix = places.size() > 1 && Files.isDirectory(place) ? place + "/" : "";
      finder
          .find(place)
          .forEach((name, image) -> samples.add(sample(unused(prefix + name, image, ids), image)));
    }
    return samples;
  }

  /** Two files of one name are told apart by their whole paths. */
  private static String unused(String name, ImageSource image, Set<String> ids) {
    String id = ids.contains(name) ? image.description() : name;
    ids.add(id);
    return id;
  }

  private Sample sample(String id, ImageSource image) {
    Double size = micronsPerPixel;
    return new Sample(
        id,
        image,
        0,
        id,
        id,
        magnification,
        size == null ? OptionalDouble.empty() : OptionalDouble.of(size),
        null,
        Map.of());
  }
}
