package org.parfocal.imaging.internal;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.parfocal.api.ImageRows;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.Mask;

/** A PNG file, decoded by the JDK. Its stored values are taken; gamma and profiles are ignored. */
final class PngImage implements StoredImage {
  /** Where the header says whether rows stand in their order. */
  private static final int INTERLACE = 28;

  /** More pixels than this are converted as they come. */
  private static final int LARGE = 25_000_000;

  private final ImageInputStream stream;
  private final ImageReader reader = JdkReaders.of("PNG");

  PngImage(ImageInputStream stream) throws IOException {
    this.stream = stream;
    // The reader gives up what it has read of its own view only. Metadata is ignored: compressed
    // text and profiles in it could grow without bounds.
    reader.setInput(new BytesStream(new byte[0], stream, 0, stream.length()), true, true);
  }

  @Override
  public List<Page> pages() throws IOException {
    return List.of(Page.whole(reader.getWidth(0), reader.getHeight(0), false));
  }

  @Override
  public void check() throws IOException {
    stream.seek(0);
    PngStructure.check(stream);
  }

  @Override
  public RgbImage read(Page page, Rectangle area) throws IOException {
    ImageTypeSpecifier type = reader.getImageTypes(0).next();
    long pixels = (long) area.width * area.height;
    if (pixels <= LARGE || !PngPixels.suit(type)) {
      return RgbConversion.toRgb(pixels(area));
    }
    stream.seek(INTERLACE);
    if (stream.read() != 0) {
      throw new UnreadException(
          "it is an interlaced PNG of %d×%d pixels, which takes several times the memory of others; save it without interlacing"
              .formatted(area.width, area.height));
    }
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setSourceRegion(area);
    RgbImage image = PngPixels.into(parameters, type, area.width, area.height);
    reader.read(0, parameters);
    return image;
  }

  @Override
  public void rows(Page page, ImageRows rows) throws IOException {
    ImageTypeSpecifier type = reader.getImageTypes(0).next();
    stream.seek(INTERLACE);
    if (!ArrivingRows.take(type) || stream.read() != 0) {
      StoredImage.give(read(page, page.area()), rows);
      return;
    }
    ImageReadParam parameters = reader.getDefaultReadParam();
    ArrivingRows arriving = ArrivingRows.into(parameters, type, page.width(), page.height(), rows);
    reader.read(0, parameters);
    arriving.end();
  }

  private BufferedImage pixels(Rectangle area) throws IOException {
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setSourceRegion(area);
    return reader.read(0, parameters);
  }

  @Override
  public Samples samples() throws IOException {
    var type = reader.getImageTypes(0).next();
    boolean deep = type.getSampleModel().getDataType() != DataBuffer.TYPE_BYTE;
    return new Samples(type.getNumBands(), deep ? 16 : type.getBitsPerBand(0), true);
  }

  @Override
  public Mask codes() throws IOException {
    Page page = pages().get(0);
    Raster raster = pixels(page.area()).getRaster();
    int width = raster.getWidth();
    int height = raster.getHeight();
    if (raster.getSampleModel() instanceof PixelInterleavedSampleModel model
        && raster.getDataBuffer() instanceof DataBufferByte buffer
        && model.getScanlineStride() == width
        && buffer.getData().length == width * height) {
      return new Mask(width, height, buffer.getData());
    }
    byte[] codes = new byte[Math.multiplyExact(width, height)];
    int[] row = new int[width];
    for (int y = 0, to = 0; y < height; y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
      for (int code : row) {
        codes[to++] = (byte) code;
      }
    }
    return new Mask(width, height, codes);
  }

  @Override
  public void close() {
    reader.dispose();
  }
}
