package org.parfocal.imaging.internal;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageTypeSpecifier;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ImageRows;
import org.parfocal.api.RgbImage;

/**
 * Where a decoder of the JDK puts the pixels of a large image: each row is handed on as RGB as soon
 * as it is whole, and forgotten.
 */
final class ArrivingRows extends WritableRaster {
  private final ImageRows rows;
  private final BufferedImage row;

  /** The row's own values where they are bytes, which the decoder of PNG gives one by one. */
  private final byte @Nullable [] bytes;

  private final int[] offsets;
  private final int step;
  private int next;
  private int written = -1;

  private ArrivingRows(SampleModel oneRow, BufferedImage row, ImageRows rows) {
    super(oneRow, oneRow.createDataBuffer(), new Point());
    this.row = row;
    this.rows = rows;
    bytes =
        row.getRaster().getDataBuffer() instanceof DataBufferByte buffer ? buffer.getData() : null;
    ComponentSampleModel stored = (ComponentSampleModel) row.getSampleModel();
    offsets = stored.getBandOffsets();
    step = stored.getPixelStride();
  }

  /** Whether the pixels of a type can be taken so. */
  static boolean take(ImageTypeSpecifier type) {
    return type.getSampleModel() instanceof ComponentSampleModel;
  }

  /**
   * Makes these the destination of a reading, after which {@link #end} comes.
   *
   * @param parameters of the reading
   * @param type which the decoder would choose itself
   */
  static ArrivingRows into(
      ImageReadParam parameters, ImageTypeSpecifier type, int width, int height, ImageRows rows) {
    ComponentSampleModel stored = (ComponentSampleModel) type.getSampleModel(width, 1);
    // All rows stand in the same place: none is looked at again.
    SampleModel oneRow =
        new ComponentSampleModel(
            stored.getDataType(),
            width,
            height,
            stored.getPixelStride(),
            0,
            stored.getBandOffsets());
    ArrivingRows arriving = new ArrivingRows(oneRow, type.createBufferedImage(width, 1), rows);
    ColorModel model = type.getColorModel();
    parameters.setDestination(
        new BufferedImage(model, arriving, model.isAlphaPremultiplied(), null));
    return arriving;
  }

  /** Called by the decoder of JPEG for each row, and by that of PNG for some. */
  @Override
  public void setRect(int dx, int dy, Raster source) {
    begin(dy + source.getMinY());
    row.getRaster().setRect(dx, -source.getMinY(), source);
  }

  /** Called by the decoder of PNG for each pixel of the others. */
  @Override
  public void setPixel(int x, int y, int[] values) {
    begin(y);
    if (bytes == null) {
      row.getRaster().setPixel(x, 0, values);
      return;
    }
    int at = x * step;
    for (int band = 0; band < offsets.length; band++) {
      bytes[at + offsets[band]] = (byte) values[band];
    }
  }

  private void begin(int y) {
    if (y != written) {
      flush();
      if (y != next) {
        throw new UncheckedIOException(
            new IOException("its rows come in another order than from the top"));
      }
      written = y;
    }
  }

  private void flush() {
    if (written == next) {
      try {
        RgbImage rgb = RgbConversion.toRgb(row);
        rows.row(rgb.rgb(), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      next++;
    }
  }

  /**
   * Hands on the last row.
   *
   * @throws EOFException if there were too few
   */
  void end() throws EOFException {
    flush();
    if (next < height) {
      throw new EOFException();
    }
  }
}
