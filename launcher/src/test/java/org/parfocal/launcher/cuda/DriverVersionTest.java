package org.parfocal.launcher.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverVersionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 | 535.104.05",
        "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  550.54.15  Release | 550.54.15",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.65  Release | 580.65"
      })
  void bothKindsOfModulesAreRead(String file, String version) {
    assertThat(DriverVersion.ofModule(file)).hasValue(new DriverVersion(version));
  }

  @Test
  void otherTextIsNoVersion() {
    assertThat(DriverVersion.ofModule("Linux version 6.1.0")).isEmpty();
    assertThat(DriverVersion.of("535")).isEmpty();
    assertThat(DriverVersion.of("535.104.05; rm")).isEmpty();
    assertThat(DriverVersion.of("999999999999.1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"450.80.02, 510.39.01", "450.80, 450.80.02", "99.9, 450.80.02", "510.9, 510.39.01"})
  void versionsAreComparedByTheirNumbers(String older, String newer) {
    assertThat(new DriverVersion(older).olderThan(new DriverVersion(newer))).isTrue();
    assertThat(new DriverVersion(newer).olderThan(new DriverVersion(older))).isFalse();
  }
}
