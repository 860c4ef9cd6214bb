package org.parfocal.augmentation.dcgan.internal;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Generated images on disk: RGB bytes one after another. */
final class ImagePack {
  private ImagePack() {}

  /** Makes and writes images one by one: only one is in memory. */
  static void write(Path file, Consumer<Consumer<byte[]>> images) throws IOException {
    try {
      CheckedFile.write(
          file,
          out ->
              images.accept(
                  rgb -> {
                    try {
                      out.write(rgb);
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  }));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Reads what is needed to name the images.
   *
   * @throws IOException if the file is missing or damaged
   */
  static List<GeneratedImage> open(Path file, int count, int size) throws IOException {
    int bytes = 3 * size * size;
    return CheckedFile.read(file, (long) count * bytes, in -> open(in, file, count, size));
  }

  private static List<GeneratedImage> open(DataInputStream in, Path file, int count, int size)
      throws IOException {
    byte[] rgb = new byte[3 * size * size];
    List<GeneratedImage> images = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      in.readFully(rgb);
      images.add(new GeneratedImage(file, index, size, GeneratedImage.hash(rgb)));
    }
    return images;
  }
}
