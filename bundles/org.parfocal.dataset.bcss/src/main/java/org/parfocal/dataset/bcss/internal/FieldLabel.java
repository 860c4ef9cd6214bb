package org.parfocal.dataset.bcss.internal;

import java.util.Optional;
import org.parfocal.imaging.Field;
import org.parfocal.imaging.Mask;
import org.parfocal.imaging.Spot;

/**
 * The label of a place, from the mask.
 *
 * @param label index of the class
 * @param share of the finest field's pixels that are of this class; pixels that no class has count
 *     in the whole
 */
record FieldLabel(int label, double share) {
  /** What decides. */
  enum Rule {
    /** The pixel in the middle. */
    CENTRE,
    /** The class with the largest share of the finest field. */
    MAJORITY
  }

  /**
   * Labels a place.
   *
   * @param finest the field of the finest level, inside of the mask; borders are rounded to pixels
   * @param minimumShare for {@link Rule#MAJORITY}: with less the place has no class
   * @return empty if the place has no class
   */
  static Optional<FieldLabel> of(
      Mask mask, ClassGroups classes, Spot spot, Field finest, Rule rule, double minimumShare) {
    int left = (int) Math.round(finest.left());
    int top = (int) Math.round(finest.top());
    int columns = Math.min((int) Math.round(finest.edge()), mask.width() - left);
    int rows = Math.min((int) Math.round(finest.edge()), mask.height() - top);
    int[] pixels = classes.sum(mask.counts(left, top, columns, rows));
    int label =
        rule == Rule.CENTRE
            ? classes.label(mask.code((int) spot.x(), (int) spot.y()))
            : largest(pixels);
    if (label == ClassGroups.NONE) {
      return Optional.empty();
    }
    double share = pixels[label] / ((double) columns * rows);
    return rule == Rule.CENTRE || (share > 0 && share >= minimumShare)
        ? Optional.of(new FieldLabel(label, share))
        : Optional.empty();
  }

  /** The class with most pixels, or none where two have as many. */
  private static int largest(int[] pixels) {
    int best = 0;
    boolean tie = false;
    for (int label = 1; label < pixels.length; label++) {
      tie = pixels[label] == pixels[best] || (tie && pixels[label] < pixels[best]);
      best = pixels[label] > pixels[best] ? label : best;
    }
    return tie ? ClassGroups.NONE : best;
  }
}
