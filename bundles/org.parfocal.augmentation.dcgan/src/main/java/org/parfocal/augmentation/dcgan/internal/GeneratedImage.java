package org.parfocal.augmentation.dcgan.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sha256;

/**
 * One image of a pack. Its key is its content, which is checked when it is read.
 *
 * @param pack file of images
 * @param index of this one
 * @param size edge in pixels
 * @param hash of its bytes
 */
record GeneratedImage(Path pack, int index, int size, String hash) implements ImageSource {
  /** Long enough that two contents never meet. */
  private static final int DIGITS = 32;

  /** The hash of an image's bytes. */
  static String hash(byte[] rgb) {
    return Sha256.of(rgb).substring(0, DIGITS);
  }

  @Override
  public String key() {
    return "generated|dcgan|" + size + "|" + hash;
  }

  @Override
  public String description() {
    return "generated image " + index + " of " + pack;
  }

  @Override
  public RgbImage read() throws DatasetException {
    byte[] rgb = new byte[3 * size * size];
    try (SeekableByteChannel channel = Files.newByteChannel(pack)) {
      channel.position((long) index * rgb.length);
      ByteBuffer target = ByteBuffer.wrap(rgb);
      while (target.hasRemaining()) {
        if (channel.read(target) < 0) {
          throw new IOException("it ends too early");
        }
      }
    } catch (IOException e) {
      throw new DatasetException(
          "The %s cannot be read (%s); run the job again.".formatted(description(), e.getMessage()),
          e);
    }
    if (!hash.equals(hash(rgb))) {
      throw new DatasetException(
          "The %s has changed since it was made; run the job again.".formatted(description()));
    }
    return new RgbImage(size, size, rgb);
  }
}
