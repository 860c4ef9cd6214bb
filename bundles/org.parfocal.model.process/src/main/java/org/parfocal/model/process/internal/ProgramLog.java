package org.parfocal.model.process.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.parfocal.api.Printable;

/**
 * What a program prints.
 *
 * @param file where it stands
 * @param before its length when the program started
 */
record ProgramLog(Path file, long before) {
  /** More than anybody reads. */
  private static final long LARGEST = 64L << 20;

  private static final int TAIL = 2000;
  private static final int LINES = 5;

  static ProgramLog of(Path file) {
    return new ProgramLog(file, length(file));
  }

  boolean isTooLong() {
    return length(file) - before > LARGEST;
  }

  private static long length(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** The end of a sentence: the last lines that it printed, if there are any. */
  String lastWords() {
    List<String> lines = lines();
    return lines.isEmpty()
        ? " and printed nothing."
        : lines.stream()
            .map(Printable::of)
            .collect(Collectors.joining(" | ", "; its last words in program.log: ", ""));
  }

  private List<String> lines() {
    long end = length(file);
    int count = (int) Math.min(end - before, TAIL);
    byte[] tail = new byte[Math.max(0, count)];
    try (RandomAccessFile printed = new RandomAccessFile(file.toFile(), "r")) {
      printed.seek(end - tail.length);
      printed.readFully(tail);
    } catch (IOException e) {
      return List.of();
    }
    List<String> lines =
        Arrays.stream(new String(tail, StandardCharsets.UTF_8).split("[\r\n]+"))
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
  }
}
