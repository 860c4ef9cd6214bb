package org.parfocal.imaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.parfocal.api.DatasetException;
import org.parfocal.api.FileFormat;

/**
 * The image formats that are read. A new one is a constant here and a {@code StoredImage} that
 * decodes it; whatever else depends on the format asks here.
 */
public enum ImageFormat {
  PNG(List.of("89504e470d0a1a0a"), "png"),
  JPEG(List.of("ffd8ff"), "jpg", "jpeg", "jpe", "jfif"),
  /** Slides of Aperio scanners (SVS) are TIFF files. */
  TIFF(List.of("49492a00", "4d4d002a"), "tif", "tiff", "svs");

  private static final int SHOWN = 8;
  private static final List<String> BIG_TIFF = List.of("49492b00", "4d4d002b");

  private final List<String> signatures;
  private final List<String> endings;

  ImageFormat(List<String> signatures, String... endings) {
    this.signatures = signatures;
    this.endings = List.of(endings);
  }

  /**
   * The format of a file, by its first bytes.
   *
   * @throws IOException if it cannot be read, or is a folder
   * @throws DatasetException if it is empty, or of none of the formats
   */
  public static ImageFormat of(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("it is not a file");
    }
    // What has no size is empty, or a file of the system, which may not end.
    if (Files.size(file) == 0) {
      throw new DatasetException(
          "Image %s is empty (zero bytes); replace or remove it.".formatted(file));
    }
    byte[] start;
    try (var in = Files.newInputStream(file)) {
      start = in.readNBytes(FileFormat.BYTES);
    }
    String hex = HexFormat.of().formatHex(start);
    if (BIG_TIFF.stream().anyMatch(hex::startsWith)) {
      throw new DatasetException(
          "Image %s is a BigTIFF file, which is not read; save it as tiled TIFF below 4 GB."
              .formatted(file));
    }
    return Arrays.stream(values())
        .filter(format -> format.signatures.stream().anyMatch(hex::startsWith))
        .findFirst()
        .orElseThrow(
            () ->
                new DatasetException(
                    "Image %s is not a %s file %s.".formatted(file, names(), instead(start))));
  }

  /** What a file is that is no image, and what to do. */
  private static String instead(byte[] start) {
    Optional<FileFormat> known = FileFormat.of(start);
    if (known.isPresent()) {
      return "but %s; %s"
          .formatted(known.get().what(), known.get().remedy().orElse("convert or remove it"));
    }
    String bytes = HexFormat.ofDelimiter(" ").formatHex(start, 0, Math.min(start.length, SHOWN));
    return "(it begins with the bytes %s); convert or remove it".formatted(bytes);
  }

  /** The format that a file's name ends as. */
  public static Optional<ImageFormat> named(String fileName) {
    String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> format.endings.contains(ending)).findFirst();
  }

  /** Their names, as sentences list them. */
  public static String names() {
    String all = Arrays.stream(values()).map(ImageFormat::name).collect(Collectors.joining(", "));
    return all.replaceFirst(", (\\w+)$", " or $1");
  }
}
