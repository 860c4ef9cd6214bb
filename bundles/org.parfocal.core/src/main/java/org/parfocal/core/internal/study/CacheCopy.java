package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.OutputException;
import org.parfocal.core.internal.store.FolderTree;

/** A folder that shows what a cache holds, and keeps what is added to itself. */
final class CacheCopy {
  private CacheCopy() {}

  /**
   * Makes the folder, with a link to each file.
   *
   * @param cache need not exist; decoded images are left out, since jobs do not look for them
   *     there, and so are the claims of others
   */
  static Path of(Path cache, Path folder) {
    try {
      Files.createDirectories(folder);
      FolderTree.files(
          cache,
          (file, attributes) -> {
            Path name = cache.relativize(file);
            if (!name.startsWith(CacheFolder.PIXELS) && !name.startsWith(CacheTurns.FOLDER)) {
              link(folder.resolve(name), file);
            }
          });
      return folder;
    } catch (IOException e) {
      throw new OutputException(
          "What the cache %s holds cannot be looked at from %s: %s; set PARFOCAL_CACHE or TMPDIR to another folder."
              .formatted(cache, folder, e),
          e);
    }
  }

  private static void link(Path link, Path file) throws IOException {
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, file);
  }
}
