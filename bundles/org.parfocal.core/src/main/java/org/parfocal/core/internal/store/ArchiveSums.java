package org.parfocal.core.internal.store;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The SHA-256 of each file of an archive, kept in it as {@code sha256sum} writes them, so that a
 * file that was changed, added or taken out is noticed.
 */
final class ArchiveSums {
  /** The file that holds them. */
  static final String NAME = "SHA256SUMS";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (\\S{1,999})");

  private final Map<String, String> sums = new TreeMap<>();

  /** Adds one file's, in hexadecimal. */
  void put(String name, String sum) {
    sums.put(name, sum);
  }

  /** What the archive keeps. */
  String text() {
    return sums.entrySet().stream()
        .map(file -> file.getValue() + "  " + file.getKey() + "\n")
        .collect(Collectors.joining());
  }

  /**
   * Compares these files with those that were packed.
   *
   * @param kept what the archive keeps
   * @throws IOException if they differ; names a file
   */
  void require(String kept) throws IOException {
    Map<String, String> packed = new TreeMap<>();
    for (String line : kept.lines().toList()) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IOException(NAME + " is damaged");
      }
      packed.put(parts.group(2), parts.group(1));
    }
    for (Map.Entry<String, String> file : packed.entrySet()) {
      String sum = sums.get(file.getKey());
      if (!file.getValue().equals(sum)) {
        throw new IOException(
            file.getKey() + (sum == null ? " is missing" : " is not what was packed"));
      }
    }
    for (String name : sums.keySet()) {
      if (!packed.containsKey(name)) {
        throw new IOException("%s was not packed with it (%s)".formatted(name, NAME));
      }
    }
  }
}
