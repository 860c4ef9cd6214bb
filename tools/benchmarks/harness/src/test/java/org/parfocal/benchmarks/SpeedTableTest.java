package org.parfocal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedTableTest {
  private static final Workload WORKLOAD = new Workload("resnet18", 96, 16, Workload.Mode.TRAIN);

  @Test
  void everyEngineIsComparedWithTheFastestLibtorch() {
    String rows =
        SpeedTable.rows(
            WORKLOAD,
            List.of(
                measured("parfocal", 100, 700),
                measured("libtorch", 400, 800),
                measured("libtorch+malloc", 200, 900)));

    assertThat(rows)
        .isEqualTo(
            """
            | resnet18 | 96 | 16 | train | parfocal | 100.0 | 100.0–100.0 | 160.0 | 2.00 | 2.00 | 2.00–2.00 | 700 |
            | resnet18 | 96 | 16 | train | libtorch | 400.0 | 400.0–400.0 | 40.0 | 0.50 | 0.50 | 0.50–0.50 | 800 |
            | resnet18 | 96 | 16 | train | libtorch+malloc | 200.0 | 200.0–200.0 | 80.0 | 1.00 | 1.00 | 1.00–1.00 | 900 |
            """);
  }

  @Test
  void theHeaderHasAColumnForEachValue() {
    String row = SpeedTable.rows(WORKLOAD, List.of(measured("parfocal", 1, 1)));

    assertThat(SpeedTable.HEADER.lines().map(SpeedTableTest::columns)).containsOnly(columns(row));
  }

  private static long columns(String line) {
    return line.chars().filter(character -> character == '|').count();
  }

  private static Measurement measured(String peer, double milliseconds, double peak) {
    return new Measurement(Peer.of(peer), List.of(new double[] {milliseconds}), peak);
  }
}
