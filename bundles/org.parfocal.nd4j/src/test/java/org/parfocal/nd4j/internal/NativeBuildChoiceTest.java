package org.parfocal.nd4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeBuildChoiceTest {
  @TempDir Path folder;

  @Test
  void theProcessorsFlagsAreRead() throws IOException {
    Path cpuinfo = folder.resolve("cpuinfo");
    Files.writeString(cpuinfo, "processor\t: 0\nflags\t\t: fpu avx2 fma\n\nflags\t\t: none\n");

    assertThat(NativeBuildChoice.features(cpuinfo)).containsExactlyInAnyOrder("fpu", "avx2", "fma");
  }

  @Test
  void aSystemThatTellsNothingGetsThePlainBuild() {
    Set<String> features = NativeBuildChoice.features(folder.resolve("absent"));

    assertThat(NativeBuildChoice.extension(features)).isEmpty();
  }

  @Test
  void allOfAnExtensionMustBeThere() {
    assertThat(NativeBuildChoice.extension(Set.of("avx2"))).isEmpty();
    assertThat(NativeBuildChoice.extension(Set.of("avx2", "fma", "avx512f")))
        .isEqualTo("-onednn-avx2");
    assertThat(
            NativeBuildChoice.extension(
                Set.of("avx2", "fma", "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl")))
        .isEqualTo("-onednn-avx512");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-x86_64",
    "Mac OS X, x86_64, macosx-x86_64",
    "Windows 11, amd64, windows-x86_64",
    "Linux, aarch64, linux-aarch64"
  })
  void platformsAreNamedAsJavaCppDoes(String name, String architecture, String platform) {
    assertThat(NativeBuildChoice.platform(name, architecture)).isEqualTo(platform);
  }

  @Test
  void thereIsOneBuildOnCuda() {
    assertThat(NativeBuildChoice.forThisMachine(true).cuda()).isTrue();
    assertThat(NativeBuildChoice.forThisMachine(true).oneDnn()).isFalse();
    assertThat(NativeBuildChoice.forThisMachine(false).cuda()).isFalse();
  }

  @Test
  void threadsAreTheProcessorsUnlessToldOtherwise() {
    int processors = Runtime.getRuntime().availableProcessors();

    assertThat(NativeBuildChoice.threads("3", null)).isEqualTo(3);
    assertThat(NativeBuildChoice.threads(null, null)).isEqualTo(processors);
    assertThat(NativeBuildChoice.threads("0", "none")).isEqualTo(processors);
    assertThat(NativeBuildChoice.threads("many", null)).isEqualTo(processors);
    assertThat(NativeBuildChoice.threads("3", "2")).isEqualTo(2);
    assertThat(NativeBuildChoice.threads("3", "4")).isEqualTo(3);
    assertThat(NativeBuildChoice.threads(null, "1")).isEqualTo(1);
  }
}
