package org.parfocal.dataset.bcss.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.parfocal.api.DatasetException;
import org.parfocal.imaging.ImageFolder;
import org.parfocal.imaging.ImageFormat;

/** Pairs the images and masks of a BCSS folder by their names; opens none of them. */
final class RegionSearch {
  private static final String MASKS = "masks";
  private static final List<String> IMAGES = List.of("images", "rgbs_colorNormalized", "rgbs");
  private static final int MOST_FILES = 100_000;

  private final Path root;
  private final List<String> others = new ArrayList<>();
  private final List<Region> regions = new ArrayList<>();

  private RegionSearch(Path root) {
    this.root = root;
  }

  /**
   * Searches a folder.
   *
   * @param root holds {@code masks} and {@code images} (or {@code rgbs_colorNormalized})
   * @throws DatasetException if a folder is missing, or a mask or an image has no partner
   */
  static RegionSearch in(Path root) {
    RegionSearch search = new RegionSearch(root);
    if (!Files.isDirectory(root.resolve(MASKS))) {
      throw new DatasetException(
          "%s holds no folder %s; give the folder that holds %s and %s as the data set's path."
              .formatted(root, MASKS, MASKS, IMAGES.get(0)));
    }
    String images =
        IMAGES.stream()
            .filter(name -> Files.isDirectory(root.resolve(name)))
            .findFirst()
            .orElseThrow(
                () ->
                    new DatasetException(
                        "%s holds masks and no folder of images (%s); fetch the images too."
                            .formatted(root, String.join(", ", IMAGES))));
    search.pair(
        search.list(images, format -> true), search.list(MASKS, ImageFormat.PNG::equals), images);
    return search;
  }

  /** By name. */
  List<Region> regions() {
    return regions;
  }

  /** Files that are not named as BCSS names them, by name. */
  List<String> others() {
    return others;
  }

  private Map<String, String> list(String folder, Predicate<ImageFormat> wanted) {
    Map<String, String> found = new TreeMap<>();
    Set<String> strange = new TreeSet<>();
    int entries = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(folder))) {
      for (Path file : files) {
        if (++entries > MOST_FILES) {
          throw new DatasetException(
              "%s holds more than %d files; give the folder of BCSS itself."
                  .formatted(root.resolve(folder), MOST_FILES));
        }
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = name.substring(0, Math.max(0, dot));
        if (Region.Name.parse(stem).isEmpty() || ImageFormat.named(name).filter(wanted).isEmpty()) {
          strange.add(folder + "/" + name);
        } else if (found.putIfAbsent(stem, folder + "/" + name) != null) {
          throw new DatasetException(
              "%s holds %s with two endings; remove one.".formatted(root.resolve(folder), stem));
        }
      }
    } catch (IOException e) {
      throw new DatasetException(
          "The folder %s cannot be listed: %s; make it readable."
              .formatted(root.resolve(folder), e.getMessage()),
          e);
    }
    others.addAll(strange);
    return found;
  }

  private void pair(Map<String, String> images, Map<String, String> masks, String folder) {
    refuseSingles("mask", masks.keySet(), images.keySet(), "image in " + folder);
    refuseSingles("image", images.keySet(), masks.keySet(), "mask in " + MASKS);
    ImageFolder files = ImageFolder.of(root);
    masks.forEach(
        (name, mask) ->
            regions.add(
                new Region(
                    Region.Name.parse(name).orElseThrow(),
                    files.file(String.valueOf(images.get(name))),
                    files.file(mask))));
    if (regions.isEmpty()) {
      throw new DatasetException(
          "No region, such as TCGA-A1-A0SK-DX1_xmin45749_ymin25055_MPP-0.2500.png, was found in %s; correct the data set's path."
              .formatted(root.resolve(MASKS)));
    }
  }

  private void refuseSingles(String what, Set<String> names, Set<String> partners, String partner) {
    Set<String> single = new TreeSet<>(names);
    single.removeAll(partners);
    if (!single.isEmpty()) {
      throw new DatasetException(
          "%d of %d %ss below %s have no %s, the first is %s; fetch what is missing or remove them."
              .formatted(
                  single.size(), names.size(), what, root, partner, single.iterator().next()));
    }
  }
}
