package org.parfocal.executor.slurm.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.api.ConfigurationException;

class SbatchFlagsTest {
  @Test
  void flagsArePassedOnAsTheyAre() {
    List<String> flags =
        List.of(
            "--partition=gpu,long",
            "--gres=gpu:a100:1",
            "--comment=two words; $(id)",
            "-A",
            "-n1",
            "--wait-all-nodes=1",
            "--time=2-00",
            "--mem=8G");

    assertThat(SbatchFlags.checked(flags)).isEqualTo(flags);
  }

  @Test
  void anEmptyItemIsNoFlagAtAll() {
    assertThat(SbatchFlags.checked(List.of(""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"script.sh", "partition=gpu", "--", "-", "/bin/sh", "--\n--wrap=id"})
  void whatIsNoFlagIsRefused(String flag) {
    assertThatThrownBy(() -> SbatchFlags.checked(List.of(flag)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("executor.sbatch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--wrap=id",
        "--wra=id",
        "--array=0-5",
        "-a0-5",
        "--output=/x",
        "--o=/x",
        "-o/x",
        "--export=NONE",
        "--export-file=x",
        "--job-name=x",
        "-Jx",
        "--wait",
        "-W",
        "--test-only",
        "--no-requeue",
        "--chdir /"
      })
  void whatWouldHideTheWorkersOrRunSomethingElseIsRefused(String flag) {
    assertThatThrownBy(() -> SbatchFlags.checked(List.of(flag)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("which Parfocal sets itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "90", "90:30", "04:00:00", "2-12", "2-12:30", "2-12:30:00"})
  void timesOfSlurmAreTimes(String time) {
    assertThat(SbatchFlags.time(time)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4h", "soon", "1:2:3:4", "-1", "1-", "90 --wrap=id"})
  void otherTimesAreRefused(String time) {
    assertThatThrownBy(() -> SbatchFlags.time(time))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("executor.time is " + time);
  }

  @Test
  void coresAreNamedByTheUserOrNot() {
    assertThat(SbatchFlags.nameCores(List.of("--mem=8G", "--cpus-per-task=8"))).isTrue();
    assertThat(SbatchFlags.nameCores(List.of("-c8"))).isTrue();
    assertThat(SbatchFlags.nameCores(List.of("--constraint=avx512"))).isFalse();
  }
}
