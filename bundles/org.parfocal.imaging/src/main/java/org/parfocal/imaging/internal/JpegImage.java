package org.parfocal.imaging.internal;

import java.awt.Rectangle;
import java.io.IOException;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import org.parfocal.api.ImageRows;
import org.parfocal.api.RgbImage;
import org.parfocal.imaging.Mask;

/** A JPEG file, of grey, YCbCr or RGB. */
final class JpegImage implements StoredImage {
  private final ImageInputStream stream;
  private final JpegHeader header;
  private final JpegDecoder decoder = new JpegDecoder();

  JpegImage(ImageInputStream stream) throws IOException {
    this.stream = stream;
    header = JpegHeader.read(stream);
  }

  @Override
  public List<Page> pages() throws IOException {
    return List.of(Page.whole(header.width(), header.height(), false));
  }

  @Override
  public void check() throws IOException {
    JpegScans.check(stream, header);
  }

  @Override
  public RgbImage read(Page page, Rectangle area) throws IOException {
    return RgbConversion.toRgb(
        decoder.read(header, header.declaredColours(), new byte[0], stream, area));
  }

  @Override
  public void rows(Page page, ImageRows rows) throws IOException {
    if (header.progressive()) {
      StoredImage.give(read(page, page.area()), rows);
    } else {
      decoder.rows(header, header.declaredColours(), stream, rows);
    }
  }

  @Override
  public Samples samples() {
    return new Samples(header.components().length, 8, false);
  }

  @Override
  public Mask codes() throws IOException {
    throw new IOException("its compression changes codes");
  }

  @Override
  public void close() {
    decoder.close();
  }
}
