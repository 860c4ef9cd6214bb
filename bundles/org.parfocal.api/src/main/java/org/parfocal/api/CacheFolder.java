package org.parfocal.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * Where results of work are kept that can be had again: one folder for a user, whatever the working
 * directory and the study.
 */
public final class CacheFolder {
  /** System property, and environment variable {@code PARFOCAL_CACHE}, that name another folder. */
  private static final String PROPERTY = "parfocal.cache";

  /** Its folder of decoded images. */
  public static final String PIXELS = "pixels";

  private CacheFolder() {}

  /**
   * The folder that the system property {@code parfocal.cache} names, or the variable {@code
   * PARFOCAL_CACHE}; else {@code parfocal} among the user's caches, which are at {@code
   * XDG_CACHE_HOME} or in {@code .cache} at home. It need not exist.
   */
  public static Path path() {
    String told = System.getProperty(PROPERTY, "");
    if (told.isBlank()) {
      told = variable("PARFOCAL_CACHE");
    }
    if (!told.isBlank()) {
      return Path.of(told).toAbsolutePath().normalize();
    }
    String caches = variable("XDG_CACHE_HOME");
    return (caches.isBlank()
            ? Path.of(System.getProperty("user.home", ""), ".cache")
            : Path.of(caches))
        .toAbsolutePath()
        .resolve("parfocal");
  }

  /**
   * Notes that a file of the cache was used now: the files that were not for the longest time are
   * the first that are removed where the cache grows too large.
   */
  public static void used(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      return; // a cache that can only be read, or a file that is gone
    }
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    return value == null ? "" : value;
  }
}
