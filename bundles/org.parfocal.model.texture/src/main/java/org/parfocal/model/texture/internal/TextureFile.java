package org.parfocal.model.texture.internal;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.parfocal.api.OutputException;
import org.parfocal.api.WholeFile;
import org.parfocal.statistics.LinearModel;

/**
 * {@code texture.csv}: what the pixels were like, and for each line of the classifier its intercept
 * and its weights.
 */
final class TextureFile {
  private static final String NAME = "texture.csv";
  private static final String HEADER = "images,";

  /** More than the weights of a thousand classes. */
  private static final long LARGEST = 8L << 20;

  private TextureFile() {}

  static void write(Path directory, LinearModel classifier, String images) throws IOException {
    StringBuilder text = new StringBuilder(HEADER + images + "\n");
    double[][] weights = classifier.weights();
    for (int line = 0; line < weights.length; line++) {
      text.append(classifier.intercepts()[line]);
      text.append(
          Arrays.stream(weights[line])
              .mapToObj(weight -> "," + weight)
              .collect(Collectors.joining("", "", "\n")));
    }
    WholeFile.write(directory.resolve(NAME), text.toString());
  }

  /**
   * Reads what was written.
   *
   * @param images what the pixels are like now
   * @throws OutputException if it is not there, damaged, or of other pixels or classes
   */
  static LinearModel read(Path directory, int classes, String images) {
    Path file = directory.resolve(NAME);
    List<String> lines = lines(file);
    if (!lines.get(0).startsWith(HEADER)) {
      throw damaged(file);
    }
    String then = lines.get(0).substring(HEADER.length());
    if (!then.equals(images)) {
      throw new OutputException(
          "The model in %s was trained on images of %s, and these are of %s (images.size and what belongs to it): use the options that it was trained with."
              .formatted(directory, then, images));
    }
    int rows = classes == 2 ? 1 : classes;
    if (lines.size() != 1 + rows) {
      throw new OutputException(
          "The model in %s is not one of %d classes: train it again."
              .formatted(directory, classes));
    }
    List<double[]> numbers = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      double[] row = numbers(line, file);
      if (row.length != 1 + Texture.LENGTH) {
        throw damaged(file);
      }
      numbers.add(row);
    }
    return LinearModel.of(
        classes,
        numbers.stream()
            .map(row -> Arrays.copyOfRange(row, 1, row.length))
            .toArray(double[][]::new),
        numbers.stream().mapToDouble(row -> row[0]).toArray());
  }

  private static List<String> lines(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw damaged(file);
      }
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty()) {
        throw damaged(file);
      }
      return lines;
    } catch (MalformedInputException e) {
      throw damaged(file);
    } catch (IOException e) {
      throw new OutputException(
          "The model cannot be read: %s is missing or cannot be opened; train it again."
              .formatted(file),
          e);
    }
  }

  private static double[] numbers(String line, Path file) {
    try {
      double[] numbers =
          Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
      if (Arrays.stream(numbers).anyMatch(Double::isNaN)) {
        throw damaged(file);
      }
      return numbers;
    } catch (NumberFormatException e) {
      throw damaged(file);
    }
  }

  private static OutputException damaged(Path file) {
    return new OutputException("%s is damaged; train the model again.".formatted(file));
  }
}
