package org.parfocal.report.internal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The colours of categories, of figures and drawings alike. */
final class Palette {
  private static final List<String> COLOURS =
      List.of(
          "2f7fb8", "d9622b", "2a9d78", "c2649a", "d29a1f", "6a5acd", "5f9e3f", "a65d3a", "4fb3bf",
          "b0413e", "8c7fb8", "7f8c3d", "d17fb0", "4a6fa5", "9a9a3a", "7a7f85");

  private Palette() {}

  /** How many there are. */
  static int size() {
    return COLOURS.size();
  }

  /** A colour as 0xRRGGBB; after the last one they begin again. */
  static int rgb(int number) {
    return Integer.parseInt(COLOURS.get(number % COLOURS.size()), 16);
  }

  /** As the page's script takes them. */
  static String words() {
    return COLOURS.stream().map(colour -> "#" + colour).collect(Collectors.joining(" "));
  }

  /** As the page's style names them for keys of drawings. */
  static String style() {
    return IntStream.range(0, COLOURS.size())
        .mapToObj(
            number -> ".colour-%d { background: #%s; }\n".formatted(number, COLOURS.get(number)))
        .collect(Collectors.joining());
  }
}
