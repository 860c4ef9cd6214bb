package org.parfocal.core.internal.claim;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Entries of a folder that are named by a word and a number, from 1: {@code claim-1} and so on. */
public final class NumberedEntries {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private NumberedEntries() {}

  /**
   * Those that stand there, by their numbers.
   *
   * @param folder need not exist
   * @param word what their names begin with
   */
  public static NavigableMap<Integer, Path> of(Path folder, String word) throws IOException {
    NavigableMap<Integer, Path> entries = new TreeMap<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, word + "*")) {
      for (Path entry : found) {
        String number = entry.getFileName().toString().substring(word.length());
        if (NUMBER.matcher(number).matches()) {
          entries.put(Integer.valueOf(number), entry);
        }
      }
    } catch (NoSuchFileException e) {
      return new TreeMap<>(); // there is none, or it was removed meanwhile
    }
    return entries;
  }
}
