package org.parfocal.dataset.breakhis.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a BreaKHis image, {@code SOB_<B|M>_<TYPE>-<YEAR>-<SLIDE>-<MAG>-<SEQ>.png}, and the
 * place in the folders that goes with it.
 *
 * @param subtype tumour type, which also decides the class
 * @param slide the slide's id
 * @param magnification 40, 100, 200 or 400
 * @param sequence three digits or more
 */
record BreakhisName(Subtype subtype, SlideId slide, int magnification, String sequence) {
  private static final Pattern NAME =
      Pattern.compile(
          "SOB_(?<class>[BM])_(?<type>A|F|PT|TA|DC|LC|MC|PC)-"
              + SlideId.PATTERN
              + "-(?<magnification>40|100|200|400)-(?<sequence>\\d{3}|[1-9]\\d{3,5})\\.(?:png|PNG)");

  /** Reads a file name by the full pattern; empty if any part of it is not as published. */
  static Optional<BreakhisName> parse(String fileName) {
    Matcher matcher = NAME.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Subtype subtype = Subtype.valueOf(matcher.group("type"));
    if (!subtype.letter().equals(matcher.group("class"))) {
      return Optional.empty();
    }
    return Optional.of(
        new BreakhisName(
            subtype,
            SlideId.of(matcher),
            Integer.parseInt(matcher.group("magnification")),
            matcher.group("sequence")));
  }

  /** The magnification as the authors write it, for example {@code 40X}. */
  String nominalMagnification() {
    return magnification + "X";
  }

  String fileName() {
    // Not formatted(): sorting asks for it a hundred thousand times.
    return "SOB_"
        + subtype.letter()
        + "_"
        + subtype
        + "-"
        + slide
        + "-"
        + magnification
        + "-"
        + sequence
        + ".png";
  }

  /** The slide's folder, which joins the type with {@code _} where the file name has a dash. */
  String slideFolder() {
    return "SOB_" + subtype.letter() + "_" + subtype + "_" + slide;
  }

  /** The published place, from {@code BreaKHis_v1} down, with {@code /}. */
  String path() {
    return "BreaKHis_v1/histology_slides/breast/%s/SOB/%s/%s/%s/%s"
        .formatted(
            subtype.tumourClass(),
            subtype.folder(),
            slideFolder(),
            nominalMagnification(),
            fileName());
  }
}
