package org.parfocal.core.internal.study;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ImageRows;
import org.parfocal.api.Sha256;

/** What tells images apart, by rows that come one after another; the first one alone is kept. */
public final class RowsContent implements ImageRows {
  private final Sha256 hash = new Sha256();
  private byte @Nullable [] first;
  private int length;
  private boolean oneColour = true;

  @Override
  public void size(int width, int height) {
    hash.add(ByteBuffer.allocate(2 * Integer.BYTES).putInt(width).putInt(height).array());
    length = Math.multiplyExact(3, width);
  }

  @Override
  public void row(byte[] rgb, int from) {
    byte[] row = Arrays.copyOfRange(rgb, from, from + length);
    hash.add(row);
    if (first == null) {
      first = row;
      oneColour = RgbColours.one(row);
    }
    oneColour = oneColour && Arrays.equals(first, row);
  }

  /** SHA-256 of size and pixels, in lower-case hexadecimal. */
  public String hex() {
    Objects.requireNonNull(first, "rows");
    return hash.hex();
  }

  /** Whether all pixels have one colour, as on empty glass. */
  public boolean oneColour() {
    return oneColour;
  }
}
