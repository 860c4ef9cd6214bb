package org.parfocal.model.process.internal;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.parfocal.api.PluginException;
import org.parfocal.api.Printable;

/**
 * {@code probabilities.csv}, which a program writes: no header, a row for each image in their
 * order, a number for each class.
 */
final class Probabilities {
  static final String FILE = "probabilities.csv";
  private static final double TOLERANCE = 1e-3;

  /** Characters that the longest number takes, and more. */
  private static final int LONGEST_NUMBER = 64;

  private static final int SHOWN = 60;

  private Probabilities() {}

  /**
   * Reads and checks.
   *
   * @throws PluginException if there are not these rows; says which one is wrong
   */
  static List<double[]> read(Path folder, int samples, int classes) {
    List<String> lines = lines(folder.resolve(FILE), samples, classes);
    if (lines.size() != samples) {
      throw wrong("has %d rows for %d images".formatted(lines.size(), samples));
    }
    List<double[]> rows = new ArrayList<>();
    for (int row = 0; row < samples; row++) {
      rows.add(row(lines.get(row), row + 1, classes));
    }
    return rows;
  }

  private static double[] row(String line, int number, int classes) {
    String[] cells = line.split(",", -1);
    if (cells.length != classes) {
      throw wrong(
          "has %d numbers in row %d for %d classes".formatted(cells.length, number, classes));
    }
    double[] row = new double[classes];
    for (int k = 0; k < classes; k++) {
      row[k] = probability(cells[k].strip(), number);
    }
    double sum = Arrays.stream(row).sum();
    if (Math.abs(sum - 1) > TOLERANCE) {
      throw wrong("has a row %d that sums to %s instead of 1".formatted(number, sum));
    }
    return row;
  }

  private static double probability(String cell, int row) {
    try {
      double value = Double.parseDouble(cell);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below: "nan", as NumPy writes it, is none either.
    }
    String shown = cell.length() > SHOWN ? cell.substring(0, SHOWN) + "…" : cell;
    throw wrong(
        "holds \"%s\" in row %d, which is no probability from 0 to 1"
            .formatted(Printable.of(shown), row));
  }

  private static List<String> lines(Path file, int samples, int classes) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new PluginException("The program ended without writing " + FILE + ".");
    }
    try {
      long largest = 1024 + (long) LONGEST_NUMBER * samples * classes;
      long size = Files.size(file);
      if (size > largest) {
        throw wrong(
            "has %d bytes; %d images need no more than %d".formatted(size, samples, largest));
      }
      return Files.readAllLines(file);
    } catch (MalformedInputException e) {
      throw wrong("is no text in UTF-8");
    } catch (IOException e) {
      throw wrong("cannot be read (%s)".formatted(e.getMessage()));
    }
  }

  private static PluginException wrong(String what) {
    return new PluginException("The program's " + FILE + " " + what + ".");
  }
}
