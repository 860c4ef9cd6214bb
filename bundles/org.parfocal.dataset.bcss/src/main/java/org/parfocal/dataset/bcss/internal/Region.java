package org.parfocal.dataset.bcss.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parfocal.imaging.ImageFile;

/**
 * One annotated region of interest.
 *
 * @param name of both files
 * @param image the tissue
 * @param mask one code a pixel, of the image's size
 */
record Region(Name name, ImageFile image, ImageFile mask) {
  /**
   * The name that a region's image and mask share, {@code
   * TCGA-A1-A0SK-DX1_xmin45749_ymin25055_MPP-0.2500}, without its ending.
   *
   * @param text the name itself
   * @param patient the first three dash fields, {@code TCGA-A1-A0SK}
   * @param institute the second dash field, {@code A1}: who gave the tissue
   * @param slide {@code TCGA-A1-A0SK-DX1}
   * @param micronsPerPixel as the name says, above 0
   */
  record Name(String text, String patient, String institute, String slide, double micronsPerPixel) {
    private static final Pattern PATTERN =
        Pattern.compile(
            "(?<slide>(?<patient>TCGA-(?<institute>[A-Z0-9]{2})-[A-Z0-9]{4})-[A-Z0-9]{2,5})"
                + "_xmin\\d{1,9}_ymin\\d{1,9}_MPP-(?<microns>\\d{1,3}\\.\\d{1,6})");

    /** Reads a name by the full pattern; empty if any part of it is not as published. */
    static Optional<Name> parse(String text) {
      Matcher matcher = PATTERN.matcher(text);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      double microns = Double.parseDouble(matcher.group("microns"));
      return microns > 0
          ? Optional.of(
              new Name(
                  text,
                  matcher.group("patient"),
                  matcher.group("institute"),
                  matcher.group("slide"),
                  microns))
          : Optional.empty();
    }
  }
}
