package org.parfocal.dataset.features.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.parfocal.api.DatasetException;

/** A file of vectors. What it is, its first bytes decide and not its name. */
final class VectorFile {
  /** More than any encoder gives. */
  static final int LONGEST_VECTOR = 1 << 16;

  private static final int MAGIC = 8;

  private VectorFile() {}

  /**
   * Reads a file whole. Nothing is allocated that the file is not long enough to fill.
   *
   * @param array name of the data set in an HDF5 file
   * @throws DatasetException if it is not there, of another format, damaged, or too large for
   *     Java's memory
   */
  static Vectors read(Path file, String array) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new DatasetException(
            "%s %s; correct the table, or put the file there."
                .formatted(file, Files.exists(file) ? "is no file" : "is not there"));
      }
      long bytes = Files.size(file);
      long most = Math.min(Runtime.getRuntime().maxMemory() / 4, Integer.MAX_VALUE - 8);
      if (bytes > most) {
        throw new DatasetException(
            String.format(
                Locale.ROOT,
                "%s has %,d MB, and up to %,d are read (a quarter of Java's memory, 2 GB at most); give more with PARFOCAL_OPTS=-Xmx…, or save parts of it.",
                file,
                bytes >> 20,
                most >> 20));
      }
      Vectors vectors = read(file, array, start(file));
      vectors.requireFinite(file);
      return vectors;
    } catch (IOException e) {
      throw new DatasetException("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
  }

  private static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAGIC);
    }
  }

  private static Vectors read(Path file, String array, byte[] start) throws IOException {
    String magic = new String(start, StandardCharsets.ISO_8859_1);
    if (magic.equals("\u0089HDF\r\n\u001a\n")) {
      return Hdf5File.read(file, array);
    }
    if (magic.startsWith("\u0093NUMPY")) {
      return NpyFile.read(file);
    }
    throw new DatasetException(
        "%s %s; save the embeddings as .h5 (in a data set '%s', as TRIDENT does) or as .npy."
            .formatted(file, otherFormat(magic), array));
  }

  private static String otherFormat(String magic) {
    if (magic.isEmpty()) {
      return "is empty (zero bytes)";
    }
    if (magic.startsWith("PK")) {
      return "is a zip archive, such as torch.save and np.savez write";
    }
    if (magic.startsWith("\u0080")) {
      return "is a Python pickle, which is not read because it may run code";
    }
    if (magic.startsWith("PAR1")) {
      return "is a Parquet file";
    }
    if (magic.startsWith("\u000e\u0003\u0013\u0001")) {
      return "is an HDF4 file";
    }
    return magic.chars().allMatch(c -> c >= ' ' && c < 127 || c == '\n' || c == '\r' || c == '\t')
        ? "is a text file"
        : "is neither HDF5 nor npy";
  }
}
