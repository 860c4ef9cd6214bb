package org.parfocal.executor.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.api.ConfigurationException;

class WorkerGpusTest {
  private static final String WHOLE = "GPU-8a2b6a1e-5d3c-4c70-9f2e-0f6d3c2b1a00";
  private static final String PART = "MIG-GPU-8a2b6a1e-5d3c-4c70-9f2e-0f6d3c2b1a00/3/0";

  @Test
  void gpusAreDealtOutInTurn() {
    WorkerGpus gpus = WorkerGpus.of(List.of("2", WHOLE, PART), "0,1");
    assertThat(gpus.of(0)).hasValue("2");
    assertThat(gpus.of(1)).hasValue(WHOLE);
    assertThat(gpus.of(2)).hasValue(PART);
    assertThat(gpus.of(3)).hasValue("2");
  }

  @Test
  void whereTheStudyNamesNoneThoseThatTheRunWasGivenAreDealtOut() {
    WorkerGpus gpus = WorkerGpus.of(List.of(), "1, " + PART + ",3");
    assertThat(gpus.names()).containsExactly("1", PART, "3");
  }

  /** The first is what the start script gives to everything that it starts. */
  @ParameterizedTest
  @ValueSource(strings = {"", "0", "NoDevFiles", "-1"})
  void oneGpuAloneOrNoneIsLeftToTheStartScript(String shown) {
    assertThat(WorkerGpus.of(List.of(), shown).of(0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,1", "-1", "", "cuda:0", "GPU-", "1234", "MIG-1 2"})
  void whatIsNoGpuIsRefused(String name) {
    assertThatThrownBy(() -> WorkerGpus.of(List.of("0", name), ""))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("executor.gpus has " + name.strip() + ";");
  }
}
