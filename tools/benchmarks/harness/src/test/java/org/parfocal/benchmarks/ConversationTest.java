package org.parfocal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Speaks with a real worker process: {@link org.parfocal.benchmarks.counting.Main}. */
class ConversationTest {
  private static final Workload WORKLOAD = new Workload("resnet18", 96, 16, Workload.Mode.TRAIN);

  @TempDir Path home;
  private RunningPeer peer;

  @BeforeEach
  void start() throws IOException {
    Path target = Files.createDirectories(home.resolve("counting").resolve("target"));
    Files.writeString(target.resolve("classpath"), System.getProperty("java.class.path"));
    peer = new RunningPeer(Peer.of("counting"), home, 3);
  }

  @AfterEach
  void stop() {
    peer.close();
  }

  @Test
  void anEngineIsAskedAndAnswers() throws IOException {
    peer.prepare(WORKLOAD);

    assertThat(peer.describe()).isEqualTo("counting resnet18 96 16 train, threads 3, passive");
    assertThat(peer.losses(3)).containsExactly(1, 2, 3);
    assertThat(peer.run(2)).hasSize(2);
    assertThat(peer.losses(1)).containsExactly(6);
    assertThat(peer.peakMebibytes()).isBetween(5.0, 5000.0);
    Path file = home.resolve("file");
    Values.write(file, Map.of("steps", new Values(new long[] {1}, new float[] {40})));
    peer.assign(file);
    assertThat(peer.losses(1)).containsExactly(41);
    assertThat(Values.named("steps", new long[] {1}, peer.values("tensors", file)).numbers())
        .containsExactly(41);
  }

  @Test
  void aFailureNamesTheRequestAndTheReasonAndTheWorkerGoesOn() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> peer.prepare(new Workload("unknown", 1, 1, Workload.Mode.INFER)))
        .withMessage(
            "counting failed at 'prepare unknown 1 1 infer':"
                + " java.lang.IllegalArgumentException: no backbone unknown");
    assertThat(peer.losses(1)).containsExactly(1);
  }

  @Test
  void turnsWarmUpThenMeasureEachPeerInEachRound() {
    List<Measurement> measurements = new Turns(4, 0, 0).measure(List.of(peer), WORKLOAD);

    assertThat(measurements.get(0).rounds()).hasSize(4).allMatch(steps -> steps.length == 1);
    assertThat(peer.losses(1)).containsExactly(3 + 4 + 1);
  }

  @Test
  void optionsOfTheProcessStayWithIt() {
    ProcessBuilder process = Peer.of("counting+spin+double").process(home, 2);

    assertThat(process.command()).endsWith("org.parfocal.benchmarks.counting.Main", "double");
    assertThat(process.environment()).doesNotContainKey("OMP_WAIT_POLICY");
  }
}
