package org.parfocal.report;

import java.util.List;
import org.parfocal.api.RgbImage;

/**
 * Pictures of pixels, side by side: photographs, and drawings of more points than a page should
 * hold.
 *
 * @param id letters, digits and hyphens, unique in a page; files of the pictures are named after it
 * @param title what they show
 * @param caption how to read them; one sentence each
 * @param pictures in their order
 */
public record Pictures(String id, String title, List<String> caption, List<Picture> pictures)
    implements Block {
  public Pictures {
    caption = List.copyOf(caption);
    pictures = List.copyOf(pictures);
  }

  /**
   * A picture.
   *
   * @param pixels small: they are part of the page
   * @param isPhotograph whether it may lose a little where that makes it smaller; a drawing may not
   * @param description what somebody is told who cannot see it
   * @param lines that stand below it, short; may be empty
   * @param key what the colours of a drawing mean; may be empty
   */
  public record Picture(
      RgbImage pixels,
      boolean isPhotograph,
      String description,
      List<String> lines,
      List<Colour> key) {
    public Picture {
      lines = List.copyOf(lines);
      key = List.copyOf(key);
    }

    /** A photograph. */
    public static Picture photograph(RgbImage pixels, String description, List<String> lines) {
      return new Picture(pixels, true, description, lines, List.of());
    }
  }

  /**
   * A colour of a drawing.
   *
   * @param number of the colour among those of the page, from 0
   * @param meaning in a few words
   */
  public record Colour(int number, String meaning) {}
}
