package org.parfocal.table;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names of files for things that have names of their own: as like them as every file system can
 * write, and no two the same, also where case counts for nothing.
 */
public final class FileNames {
  private static final int LONGEST = 100;

  private final String ending;
  private final Map<String, String> files = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** With this ending, such as {@code .png}. */
  public FileNames(String ending) {
    this.ending = ending;
  }

  /** The file of a thing; always the same one. */
  public String of(String name) {
    return files.computeIfAbsent(name, this::made);
  }

  private String made(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9_.-]", "_").replaceFirst("^\\.", "_");
    String stem = safe.length() > LONGEST ? safe.substring(0, LONGEST) : safe;
    String file = stem + ending;
    for (int twin = 2; !taken.add(file.toLowerCase(Locale.ROOT)); twin++) {
      file = stem + "-" + twin + ending;
    }
    return file;
  }
}
