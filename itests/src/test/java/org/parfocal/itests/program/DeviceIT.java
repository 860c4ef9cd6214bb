package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.parfocal.itest.Program;

/**
 * The choice among engines, seen from outside. The CPU engine stands in for the one on CUDA, which
 * no build machine could start: what is installed is the launcher's decision alone.
 */
class DeviceIT extends OnMovedDistribution {
  private static final String A100 = "0, GPU-11, 8.0, 535.104.05, NVIDIA A100";
  private static final String H100 = "0, GPU-11, 9.0, 535.104.05, NVIDIA H100";

  @Test
  void aMachineWithoutGpuIsAskedForCudaInVain() throws Exception {
    Program.Ended ended = Program.in(folder).run(2, "--device", "cuda", "plugins");
    assertThat(ended.err())
        .contains("CUDA cannot be used: this machine has no NVIDIA GPU")
        .doesNotContain("\tat ");
  }

  @Test
  void theDoctorOfAMachineWithoutGpuHasNothingToWarnOf() throws Exception {
    Program.Ended ended = Program.in(folder).run("doctor");

    assertThat(ended.out()).containsPattern("ok +device +cpu: this machine has no NVIDIA GPU");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void aStudyFileDoesNotNameTheDevice() throws Exception {
    StudyFolder.writeTrained(folder);

    Program.Ended ended = Program.in(folder).run(2, "plan", StudyFolder.FILE, "device=cuda");
    assertThat(ended.err())
        .contains("device is not a key of a study file", "parfocal run FILE --device");
  }

  @Test
  void autoFallsBackWithOneLineAndCudaStops() throws Exception {
    Program program = withCudaEngine(H100);

    Program.Ended auto = program.run("doctor");
    assertThat(auto.out()).containsPattern("warn +device +cpu: CUDA cannot be used: .*; and GPU 0");
    assertThat(auto.err().lines()).hasSize(1);
    assertThat(auto.err())
        .contains("535.104.05 is too old for CUDA 13", "GPU 0 (NVIDIA H100) is too new");

    Program.Ended cuda = program.with("PARFOCAL_DEVICE", "cuda").run(2, "doctor");
    assertThat(cuda.err()).contains("CUDA cannot be used: ", "GPU 0 (NVIDIA H100) is too new");

    Program.Ended cpu = program.run("doctor", "--device", "cpu");
    assertThat(cpu.out()).containsPattern("ok +device +cpu: as requested");
    assertThat(cpu.err()).isEmpty();
  }

  @Test
  void aGpuThatFitsIsUsed() throws Exception {
    Path libraries = Files.createDirectory(folder.resolve("cuda libraries"));
    for (String name :
        new String[] {
          "libcudart.so.11.0",
          "libcublasLt.so.11",
          "libcublas.so.11",
          "libcurand.so.10",
          "libcusolver.so.11",
          "libcusparse.so.11",
          "libcudnn.so.8"
        }) {
      Files.createFile(libraries.resolve(name));
    }

    Program.Ended ended =
        withCudaEngine(A100).with("LD_LIBRARY_PATH", libraries.toString()).run("doctor");

    assertThat(ended.out())
        .containsPattern("ok +device +cuda: GPU 0 \\(NVIDIA A100\\), compute capability 8.0");
    assertThat(ended.err()).isEmpty();
  }

  /** A distribution with one more engine, on a machine whose nvidia-smi says this. */
  private Program withCudaEngine(String gpu) throws Exception {
    Path features = distribution.home().resolve("features");
    String cpu = Files.readString(features.resolve("dl4j-cpu.json"));
    String cuda = cpu.replace("\"parfocal-device\": \"cpu\"", "\"parfocal-device\": \"cuda\"");
    assertThat(cuda).isNotEqualTo(cpu);
    Files.writeString(features.resolve("dl4j-cuda.json"), cuda);
    Path tools = Files.createDirectory(folder.resolve("tools"));
    Path smi =
        Files.writeString(
            tools.resolve("nvidia-smi"), "#!/bin/sh\ncat <<'END'\n%s\nEND\n".formatted(gpu));
    Files.setPosixFilePermissions(smi, PosixFilePermissions.fromString("rwxr-xr-x"));
    return distribution
        .program(folder)
        .with("PATH", tools + File.pathSeparator + System.getenv("PATH"));
  }
}
