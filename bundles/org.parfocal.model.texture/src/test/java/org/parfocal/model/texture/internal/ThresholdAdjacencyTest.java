package org.parfocal.model.texture.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against tools/texture/fixture.py, which computes the same with numpy and scipy. */
class ThresholdAdjacencyTest {
  private static final int SIZE = 12;

  @Test
  void isWhatNumpySays() throws IOException {
    String[] lines = fixture().split("\n");
    assertThat(lines).hasSize(3);
    for (String line : lines) {
      String[] cells = line.split(",");
      float[] statistics = new float[ThresholdAdjacency.LENGTH + 1];
      ThresholdAdjacency.write(image(cells[0]), SIZE, statistics, 1);
      for (int k = 1; k < cells.length; k++) {
        assertThat((double) statistics[k])
            .as("%s %d", cells[0], k)
            .isCloseTo(Double.parseDouble(cells[k]), within(1e-6));
      }
      assertThat(cells).hasSize(statistics.length);
    }
  }

  /** Each set of pixels is counted once, whatever it is. */
  @Test
  void sharesOfASetAddUpToOne() {
    float[] statistics = new float[ThresholdAdjacency.LENGTH];
    ThresholdAdjacency.write(image("pattern"), SIZE, statistics, 0);
    for (int set = 0; set < 6; set++) {
      double sum = 0;
      for (int k = 0; k < 9; k++) {
        sum += statistics[9 * set + k];
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
    }
  }

  private static int[] image(String name) {
    int[] values = new int[SIZE * SIZE];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        values[y * SIZE + x] =
            switch (name) {
              case "pattern" -> (3 * x * x + 7 * y + 11 * x * y) % 256;
              case "blob" -> 255 - Math.min(255, 2 * (x - 6) * (x - 6) + 3 * (y - 5) * (y - 5));
              default -> 77;
            };
      }
    }
    return values;
  }

  private static String fixture() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ThresholdAdjacencyTest.class.getResourceAsStream("pftas.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
