package org.parfocal.imaging.internal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ImageRows;
import org.parfocal.api.RgbImage;

/** Makes a square image of the rows of one of any size. */
final class SquareRows implements ImageRows {
  private final int size;
  private final boolean whole;
  private @Nullable RowScaling scaling;

  /**
   * Begins.
   *
   * @param size edge in pixels
   * @param whole whether the whole image is squeezed, and not its largest square in the middle kept
   */
  SquareRows(int size, boolean whole) {
    this.size = size;
    this.whole = whole;
  }

  @Override
  public void size(int width, int height) {
    int edge = Math.min(width, height);
    scaling =
        whole
            ? new RowScaling(Axis.of(width, size), Axis.of(height, size))
            : new RowScaling(
                Axis.ofPart((width - edge) / 2, edge, width, size),
                Axis.ofPart((height - edge) / 2, edge, height, size));
  }

  @Override
  public void row(byte[] rgb, int from) {
    Objects.requireNonNull(scaling, "size").row(rgb, from);
  }

  RgbImage image() {
    return Objects.requireNonNull(scaling, "size").image();
  }
}
