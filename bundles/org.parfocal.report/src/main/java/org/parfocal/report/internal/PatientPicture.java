package org.parfocal.report.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.parfocal.report.Pictures.Colour;
import org.parfocal.report.Pictures.Picture;

/** The patients of a variant as a drawing: a strip for each domain and class. */
final class PatientPicture {
  private static final int WIDTH = 420;
  private static final int STRIP = 34;
  private static final double SIZE = 5;
  private static final int LINES = 10;

  private PatientPicture() {}

  /**
   * Draws.
   *
   * @param order of the domains
   * @param rows of {@link Patients}: of more than two classes those of the first one are drawn
   */
  static Picture of(
      String variant,
      List<String> classes,
      List<String> order,
      List<? extends Map<String, @Nullable Object>> rows) {
    Object of = rows.get(0).get("of class");
    List<? extends Map<String, @Nullable Object>> drawn =
        rows.stream().filter(row -> String.valueOf(of).equals(row.get("of class"))).toList();
    List<String> domains =
        drawn.stream()
            .map(row -> String.valueOf(row.get("domain")))
            .distinct()
            .sorted(Comparator.comparingInt(order::indexOf))
            .toList();
    int strips = domains.size() * classes.size();
    Drawing drawing = new Drawing(WIDTH, STRIP * strips + 16);
    for (int line = 0; line <= LINES; line++) {
      drawing.grid((double) line / LINES, 0, (double) line / LINES, 1);
    }
    for (int strip = 0; strip <= strips; strip++) {
      drawing.grid(0, (double) strip / strips, 1, (double) strip / strips);
    }
    for (int i = 0; i < drawn.size(); i++) {
      Map<String, @Nullable Object> row = drawn.get(i);
      int truth = classes.indexOf(String.valueOf(row.get("true")));
      int strip = domains.indexOf(String.valueOf(row.get("domain"))) * classes.size() + truth;
      // Neighbours at different heights hide each other less.
      double height = 0.15 + 0.7 * (i * 3 % 8) / 7.0;
      if (row.get("probability") instanceof Double probability) {
        drawing.point(probability, 1 - (strip + height) / strips, SIZE, truth);
      }
    }
    return new Picture(
        drawing.image(),
        false,
        "Mean probabilities of class %s by %d patients of %s".formatted(of, drawn.size(), variant),
        List.of(
            variant,
            "probability of %s from 0, left, to 1".formatted(of),
            "from the top: " + String.join(", ", domains)),
        IntStream.range(0, classes.size())
            .mapToObj(label -> new Colour(label % Palette.size(), classes.get(label)))
            .toList());
  }
}
