package org.parfocal.imaging.internal;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageReader;
import org.parfocal.api.DatasetException;
import org.parfocal.imaging.ImageFile;
import org.parfocal.imaging.Mask;
import org.parfocal.imaging.internal.Decoder.Access;

/** Decodes images whose values are codes and not colours. */
public final class MaskDecoder {
  private MaskDecoder() {}

  /** What {@link Mask#read} promises. */
  public static Mask decode(Path file) {
    return Decoder.use(
        file,
        Access.WHOLE,
        (reader, format) -> {
          if (format.isLossy()) {
            throw new DatasetException(
                "Mask %s is a %s file, whose compression changes codes; save it as PNG."
                    .formatted(file, format));
          }
          Decoder.refuseTooLarge(file, reader, ImageFile.DEFAULT_PIXEL_LIMIT);
          refuseColours(file, reader);
          format.check(file);
          BufferedImage image = Decoder.pixels(reader, 0, null);
          return new Mask(image.getWidth(), image.getHeight(), codes(image.getRaster()));
        });
  }

  private static void refuseColours(Path file, ImageReader reader) throws IOException {
    var type = reader.getImageTypes(0).next();
    if (type.getNumBands() != 1 || type.getSampleModel().getDataType() != DataBuffer.TYPE_BYTE) {
      throw new DatasetException(
          "Mask %s has %d values of %d bits per pixel, as a colour image has; a mask has one 8-bit code per pixel, so give the mask itself and not a rendering of it."
              .formatted(file, type.getNumBands(), type.getBitsPerBand(0)));
    }
  }

  private static byte[] codes(Raster raster) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    if (raster.getSampleModel() instanceof PixelInterleavedSampleModel model
        && raster.getDataBuffer() instanceof DataBufferByte buffer
        && model.getScanlineStride() == width
        && buffer.getData().length == width * height) {
      return buffer.getData();
    }
    byte[] codes = new byte[Math.multiplyExact(width, height)];
    int[] row = new int[width];
    for (int y = 0, to = 0; y < height; y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
      for (int code : row) {
        codes[to++] = (byte) code;
      }
    }
    return codes;
  }
}
