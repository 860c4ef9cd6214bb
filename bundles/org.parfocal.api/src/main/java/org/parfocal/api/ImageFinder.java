package org.parfocal.api;

import java.nio.file.Path;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ConsumerType;

/** Finds image files that belong to no data set: nobody says whose they are, or what they show. */
@ConsumerType
public interface ImageFinder {
  /**
   * The image itself, or all images in a folder and the folders below it.
   *
   * @param fileOrFolder an existing one
   * @return by name: the path below the folder, or the file's own name
   * @throws DatasetException if there is no image
   */
  SortedMap<String, ImageSource> find(Path fileOrFolder);
}
