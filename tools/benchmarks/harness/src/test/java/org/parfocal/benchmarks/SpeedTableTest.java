package org.parfocal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedTableTest {
  private static final Workload WORKLOAD = new Workload("resnet18", 96, 16, Workload.Mode.TRAIN);

  @Test
  void theFirstEngineIsComparedWithEachOther() {
    List<Measurement> measurements =
        List.of(
            measured("parfocal", 700, 100, 200, 900),
            measured("libtorch", 800, 400, 200, 900),
            measured("libtorch+malloc", 750, 150, 300, 900),
            measured("parfocal+other", 100, 50, 100, 450));
    SpeedTable table = new SpeedTable(measurements.stream().map(Measurement::peer).toList());

    assertThat(table.header() + table.row(WORKLOAD, measurements))
        .isEqualTo(
            """
            | backbone | px | batch |  | ms (10–90 %) | images/s | × libtorch | × libtorch+malloc | × parfocal+other | peak MiB | others' |
            | --- | --: | --: | --- | --: | --: | --: | --: | --: | --: | --: |
            | resnet18 | 96 | 16 | train | 200.0 (120.0–760.0) | 80.0 | 1.00 | 1.50 | 0.50 | 700 | 100 |
            """);
  }

  @Test
  void anEngineAloneHasNoRatios() {
    List<Measurement> measurements = List.of(measured("parfocal", 1, 2));
    SpeedTable table = new SpeedTable(List.of(Peer.of("parfocal")));

    assertThat(table.row(WORKLOAD, measurements))
        .isEqualTo("| resnet18 | 96 | 16 | train | 2.0 (2.0–2.0) | 8000.0 | 1 | – |\n");
    assertThat(table.header().lines().map(SpeedTableTest::columns))
        .containsOnly(columns(table.row(WORKLOAD, measurements)));
  }

  private static long columns(String line) {
    return line.chars().filter(character -> character == '|').count();
  }

  /** A round of one step for each of the times. */
  private static Measurement measured(String peer, double peak, double... milliseconds) {
    List<double[]> rounds =
        Arrays.stream(milliseconds).mapToObj(time -> new double[] {time}).toList();
    return new Measurement(Peer.of(peer), rounds, peak);
  }
}
