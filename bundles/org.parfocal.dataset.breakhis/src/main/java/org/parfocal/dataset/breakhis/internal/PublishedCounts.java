package org.parfocal.dataset.breakhis.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How many images and slides of each tumour type a complete copy has.
 *
 * <p>The figures of BreaKHis are those of Spanhol et al. (2016); the data set's web page misprints
 * benign 40X as 652. A slide that stands as two types (14-13412) counts in both, as published.
 *
 * @param images by type: images at 40X, 100X, 200X and 400X
 * @param slides by type: slide folders
 */
record PublishedCounts(Map<Subtype, List<Integer>> images, Map<Subtype, Integer> slides) {
  static final List<Integer> MAGNIFICATIONS = List.of(40, 100, 200, 400);

  /** BreaKHis version 1. */
  static final PublishedCounts BREAKHIS =
      new PublishedCounts(
          Map.of(
              Subtype.A, List.of(114, 113, 111, 106),
              Subtype.F, List.of(253, 260, 264, 237),
              Subtype.PT, List.of(109, 121, 108, 115),
              Subtype.TA, List.of(149, 150, 140, 130),
              Subtype.DC, List.of(864, 903, 896, 788),
              Subtype.LC, List.of(156, 170, 163, 137),
              Subtype.MC, List.of(205, 222, 196, 169),
              Subtype.PC, List.of(145, 142, 135, 138)),
          Map.of(
              Subtype.A,
              4,
              Subtype.F,
              10,
              Subtype.PT,
              3,
              Subtype.TA,
              7, //
              Subtype.DC,
              38,
              Subtype.LC,
              5,
              Subtype.MC,
              9,
              Subtype.PC,
              6));

  /** More differences than this are reported as a partial copy, not one by one. */
  private static final int FEW = 4;

  private static final String CONSEQUENCE = "scores are not comparable with published ones";

  PublishedCounts {
    images = Map.copyOf(images);
    slides = Map.copyOf(slides);
  }

  /** Counts a collection of images. */
  static PublishedCounts of(Collection<BreakhisName> names) {
    Map<Subtype, List<Integer>> images = new EnumMap<>(Subtype.class);
    Map<Subtype, Integer> slides = new EnumMap<>(Subtype.class);
    for (Subtype type : Subtype.values()) {
      List<BreakhisName> ofType = names.stream().filter(name -> name.subtype() == type).toList();
      images.put(
          type,
          MAGNIFICATIONS.stream()
              .map(m -> (int) ofType.stream().filter(name -> name.magnification() == m).count())
              .toList());
      slides.put(type, (int) ofType.stream().map(BreakhisName::slide).distinct().count());
    }
    return new PublishedCounts(images, slides);
  }

  int totalImages() {
    return images.values().stream().flatMap(List::stream).mapToInt(Integer::intValue).sum();
  }

  int totalSlides() {
    return slides.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Compares a copy with these published counts.
   *
   * @return one sentence if they differ: cell by cell if little does, else in total
   */
  Optional<String> difference(PublishedCounts copy) {
    List<String> cells = new ArrayList<>();
    for (Subtype type : Subtype.values()) {
      for (int i = 0; i < MAGNIFICATIONS.size(); i++) {
        int published = images.getOrDefault(type, List.of(0, 0, 0, 0)).get(i);
        int here = copy.images.getOrDefault(type, List.of(0, 0, 0, 0)).get(i);
        if (published != here) {
          cells.add(
              "%d of %d %s at %dX"
                  .formatted(here, published, type.folder(), MAGNIFICATIONS.get(i)));
        }
      }
    }
    if (cells.isEmpty() && slides.equals(copy.slides)) {
      return Optional.empty();
    }
    String total =
        String.format(Locale.ROOT, "%,d of %,d images", copy.totalImages(), totalImages());
    if (!cells.isEmpty() && cells.size() <= FEW) {
      return Optional.of("%s (%s): %s.".formatted(total, String.join(", ", cells), CONSEQUENCE));
    }
    return Optional.of(
        "%s in %d of %d slide folders: %s; %s."
            .formatted(
                total,
                copy.totalSlides(),
                totalSlides(),
                copy.totalImages() < totalImages()
                    ? "a partial copy"
                    : "not the published data set",
                CONSEQUENCE));
  }
}
