package org.parfocal.imaging.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ImageFinder;
import org.parfocal.api.ImageSource;
import org.parfocal.imaging.ImageFile;
import org.parfocal.imaging.ImageFormat;

/** Finds the files whose names end as those of an {@link ImageFormat}; hidden ones are left out. */
@Component
public final class FolderImages implements ImageFinder {
  private static final int DEEPEST = 32;
  private static final int MOST = 1_000_000;

  @Override
  public SortedMap<String, ImageSource> find(Path fileOrFolder) {
    Path path = fileOrFolder.toAbsolutePath().normalize();
    SortedMap<String, ImageSource> images = new TreeMap<>();
    Path parent = path.getParent();
    if (!Files.isDirectory(path) && parent != null) {
      String name = path.getFileName().toString();
      images.put(name, ImageFile.of(parent, name));
      return images;
    }
    try (Stream<Path> tree = Files.walk(path, DEEPEST)) {
      tree.filter(file -> ImageFormat.named(file.getFileName().toString()).isPresent())
          .map(path::relativize)
          .filter(FolderImages::isShown)
          .filter(relative -> Files.isRegularFile(path.resolve(relative)))
          .limit(MOST + 1L)
          .forEach(relative -> images.put(name(relative), ImageFile.of(path, name(relative))));
    } catch (IOException | UncheckedIOException e) {
      throw new DatasetException(
          "The folder %s cannot be read: %s.".formatted(fileOrFolder, e.getMessage()), e);
    }
    if (images.isEmpty()) {
      throw new DatasetException(
          "The folder %s holds no image (%s); give a folder of images, or the files."
              .formatted(fileOrFolder, ImageFormat.names()));
    }
    if (images.size() > MOST) {
      throw new DatasetException(
          "The folder %s holds more than %d images; give its folders one after another."
              .formatted(fileOrFolder, MOST));
    }
    return images;
  }

  private static boolean isShown(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private static String name(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }
}
