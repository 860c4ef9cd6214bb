package org.parfocal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrozenTableTest {
  @Test
  void everyEngineIsComparedWithTheFirst() {
    Measurement first =
        new Measurement(
            Peer.of("parfocal"),
            List.of(new double[] {1000}, new double[] {2000}, new double[] {4000}),
            300);
    Measurement other =
        new Measurement(
            Peer.of("libtorch+embed-once"),
            List.of(new double[] {3000}, new double[] {8000}, new double[] {8000}),
            400);

    assertThat(FrozenTable.HEADER + FrozenTable.rows("resnet18", List.of(first, other)))
        .isEqualTo(
            """
            | backbone | engine | s (10–90 %) | ratio (10–90 %) | peak MiB |
            |---|---|--:|--:|--:|
            | resnet18 | parfocal | 2.00 (1.20–3.60) | 1.00 (1.00–1.00) | 300 |
            | resnet18 | libtorch+embed-once | 8.00 (4.00–8.00) | 3.00 (2.20–3.80) | 400 |
            """);
  }
}
