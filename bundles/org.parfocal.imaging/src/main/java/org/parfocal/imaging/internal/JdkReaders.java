package org.parfocal.imaging.internal;

import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The JDK's own decoders, whatever other ones somebody has registered: those give other pixels. */
final class JdkReaders {
  private JdkReaders() {}

  /** A new decoder. */
  static ImageReader of(String format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (ImageIO.class.getModule().equals(reader.getClass().getModule())) {
        return reader;
      }
    }
    throw new IllegalStateException("this Java has no decoder of " + format);
  }
}
