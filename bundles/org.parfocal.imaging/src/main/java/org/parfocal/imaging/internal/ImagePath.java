package org.parfocal.imaging.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Stream;
import org.parfocal.api.DatasetException;

/**
 * Finds what a table calls an image. Paths are written on other systems: with backslashes, with
 * letters and their accents composed or not, with an ending in the other case; a file is found by
 * each of these spellings, and has one name, which is that on the disk.
 */
public final class ImagePath {
  private ImagePath() {}

  /**
   * The path below a folder, normalised. Links are followed wherever they lead: what they lead to
   * is the data set's owner's choice, while the text of a path may be anybody's.
   *
   * @param text relative to the root, or absolute and below it
   * @throws DatasetException if the text is no path, or leaves the root
   */
  public static Path below(Path root, String text) throws DatasetException {
    Path written = inside(root, text);
    if (Files.exists(root.resolve(written))) {
      return written;
    }
    Path name = text.indexOf('\\') < 0 ? written : inside(root, text.replace('\\', '/'));
    Path at = Path.of("");
    for (Path part : name) {
      at = at.resolve(spelled(root.resolve(at), part.toString()));
    }
    return Files.exists(root.resolve(at)) ? at : written;
  }

  private static Path inside(Path root, String text) {
    try {
      Path path = Path.of(text).normalize();
      Path relative = path.isAbsolute() ? relative(root, path) : path;
      if (text.isBlank() || relative.isAbsolute() || relative.startsWith("..")) {
        throw new DatasetException(
            "Image '%s' is outside of the data set's folder %s; give a path below that folder."
                .formatted(text, root.toAbsolutePath()));
      }
      return relative;
    } catch (InvalidPathException e) {
      throw new DatasetException(
          "The image path '%s' is not a valid path; correct it.".formatted(text.replace('\0', '?')),
          e);
    }
  }

  /**
   * What stands below the folder that is the root, by whatever name; the path itself if none is.
   */
  private static Path relative(Path root, Path path) {
    for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
      try {
        if (Files.isSameFile(folder, root)) {
          return folder.relativize(path);
        }
      } catch (IOException e) {
        continue; // a folder that does not exist is not the root
      }
    }
    return path;
  }

  private static String spelled(Path folder, String name) {
    return Stream.of(
            name,
            Normalizer.normalize(name, Normalizer.Form.NFC),
            Normalizer.normalize(name, Normalizer.Form.NFD))
        .flatMap(ImagePath::endings)
        .filter(spelling -> Files.exists(folder.resolve(spelling)))
        .findFirst()
        .orElse(name);
  }

  private static Stream<String> endings(String name) {
    int dot = name.lastIndexOf('.') + 1;
    String stem = name.substring(0, dot);
    String ending = name.substring(dot);
    return Stream.of(
        name, stem + ending.toUpperCase(Locale.ROOT), stem + ending.toLowerCase(Locale.ROOT));
  }
}
