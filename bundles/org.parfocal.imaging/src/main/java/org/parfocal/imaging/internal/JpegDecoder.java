package org.parfocal.imaging.internal;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import org.parfocal.api.ImageRows;

/**
 * Decodes JPEG streams by the JDK, which guesses colours from sampling factors and applies
 * profiles. It is therefore given a header that leaves nothing to guess, and no profile.
 */
final class JpegDecoder implements AutoCloseable {
  /** The decoder holds all coefficients of these, of 2 bytes each, beside the pixels. */
  private static final long MOST_PROGRESSIVE = 50_000_000;

  private final ImageReader reader = JdkReaders.of("JPEG");
  private final AtomicBoolean endsEarly = new AtomicBoolean();

  JpegDecoder() {
    // The decoder fills what is missing with grey and only warns.
    IIOReadWarningListener listener =
        (source, warning) -> {
          if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
            endsEarly.set(true);
          }
        };
    reader.addIIOReadWarningListener(listener);
  }

  /**
   * Decodes a rectangle.
   *
   * @param header of the stream
   * @param colours what its components are
   * @param sharedTables those that stand elsewhere
   * @param stream that the header was read from
   */
  BufferedImage read(
      JpegHeader header,
      JpegHeader.Colours colours,
      byte[] sharedTables,
      ImageInputStream stream,
      Rectangle area)
      throws IOException {
    refuseAbsentPixels(header, stream.length());
    if (header.progressive() && (long) header.width() * header.height() > MOST_PROGRESSIVE) {
      throw new UnreadException(
          "it is a progressive JPEG of %d×%d pixels, which takes the memory of twice as many; save it as a baseline JPEG, or cut it into tiles"
              .formatted(header.width(), header.height()));
    }
    open(header, colours, sharedTables, stream);
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setSourceRegion(area);
    BufferedImage image = reader.read(0, parameters);
    if (endsEarly.get()) {
      throw new EOFException();
    }
    return image;
  }

  /**
   * Decodes all of a stream that is not progressive, row by row.
   *
   * @param header of the stream
   * @param colours what its components are
   * @param stream that the header was read from
   */
  void rows(JpegHeader header, JpegHeader.Colours colours, ImageInputStream stream, ImageRows rows)
      throws IOException {
    refuseAbsentPixels(header, stream.length());
    open(header, colours, new byte[0], stream);
    ImageReadParam parameters = reader.getDefaultReadParam();
    ArrivingRows arriving =
        ArrivingRows.into(
            parameters, reader.getImageTypes(0).next(), header.width(), header.height(), rows);
    reader.read(0, parameters);
    if (endsEarly.get()) {
      throw new EOFException();
    }
    arriving.end();
  }

  private void open(
      JpegHeader header, JpegHeader.Colours colours, byte[] sharedTables, ImageInputStream stream)
      throws IOException {
    endsEarly.set(false);
    reader.setInput(
        new BytesStream(
            header.explicit(colours, sharedTables), stream, header.scans(), stream.length()),
        true,
        true);
  }

  /** Each block of 8×8 pixels takes a bit or more, so a short file cannot hold what it declares. */
  private static void refuseAbsentPixels(JpegHeader header, long bytes) throws EOFException {
    if ((long) header.width() * header.height() / 64 > 8 * bytes) {
      throw new EOFException();
    }
  }

  @Override
  public void close() {
    reader.dispose();
  }
}
