package org.parfocal.launcher.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class CudaCheckTest {
  private static final String A6000 = "0, GPU-11, 8.6, 535.104.05, NVIDIA RTX A6000";

  @TempDir Path root;
  private FakeMachine machine;

  @BeforeEach
  void start() {
    machine = new FakeMachine(root);
  }

  @Test
  void aGpuWithDriverAndLibrariesCanBeUsed() throws Exception {
    CudaStatus status = machine.driver("535.104.05").smi(A6000).libraries().status();

    assertThat(status)
        .isEqualTo(
            CudaStatus.usable(
                "cuda",
                "GPU 0 (NVIDIA RTX A6000), compute capability 8.6 (code for 8.6), driver"
                    + " 535.104.05",
                List.of()));
  }

  @Test
  void aMachineWithoutGpuIsTold() {
    expectUnusable("this machine has no NVIDIA GPU");
  }

  @Test
  void aGpuWithoutDriverIsTold() throws Exception {
    machine.gpuOnBus();

    expectUnusable("there is an NVIDIA GPU, but its driver is not loaded; install 510.39.01");
  }

  @Test
  void aToolWithoutItsDriverIsTold() throws Exception {
    machine.gpuOnBus().script("echo \"NVIDIA-SMI couldn't communicate with the driver\"; exit 9");

    expectUnusable("there is an NVIDIA GPU, but its driver is not loaded");
  }

  @ParameterizedTest
  @CsvSource({"440.33.01, false", "450.51.06, false", "450.80.02, true", "470.256.02, true"})
  void theOldestDriverIsThatOfMinorVersionCompatibility(String version, boolean usable)
      throws Exception {
    machine.driver(version).libraries();
    machine.smi("0, GPU-11, 8.0, %s, NVIDIA A100".formatted(version));

    CudaStatus status = machine.status();

    assertThat(status.usable()).isEqualTo(usable);
    assertThat(status.sentence())
        .contains(version, usable ? "minor version compatibility" : "is too old for CUDA 11.6");
  }

  @Test
  void anOldDriversToolDoesNotKnowTheQuestion() throws Exception {
    machine
        .driver("418.226.00")
        .script("echo 'Field \"compute_cap\" is not a valid field'; exit 2");

    expectUnusable("the NVIDIA driver 418.226.00 is too old for CUDA 11.6");
  }

  @Test
  void aDriverThatDoesNotTellTheCapabilityIsNamed() throws Exception {
    machine.smi("0, GPU-11, [N/A], 470.82.01, Tesla V100").libraries();

    expectUnusable("nvidia-smi does not report the compute capability of GPU 0 (Tesla V100)");
  }

  @ParameterizedTest
  @CsvSource({
    "3.7, 3.7",
    "5.0, 5.0",
    "5.3, 5.2",
    "6.0, 6.0",
    "6.2, 6.1",
    "7.0, 7.0",
    "7.2, 7.0",
    "7.5, 7.5",
    "8.0, 8.0",
    "8.6, 8.6",
    "8.7, 8.6",
    "8.9, 8.6"
  })
  void theNewestCodeOfTheSameGenerationRuns(String capability, String code) throws Exception {
    machine.smi("0, GPU-11, %s, 535.104.05, Some GPU".formatted(capability)).libraries();

    assertThat(machine.status().usable()).isTrue();
    assertThat(machine.status().sentence())
        .contains("compute capability %s (code for %s)".formatted(capability, code));
  }

  @ParameterizedTest
  @CsvSource({
    "2.1, too old",
    "3.0, too old",
    "3.5, too old",
    "9.0, too new",
    "10.0, too new",
    "12.1, too new"
  })
  void otherGenerationsHaveNoCode(String capability, String verdict) throws Exception {
    machine.smi("0, GPU-11, %s, 535.104.05, Some GPU".formatted(capability)).libraries();

    expectUnusable(
        "GPU 0 (Some GPU) is %s: its compute capability is %s".formatted(verdict, capability));
  }

  @Test
  void missingLibrariesAreNamed() throws Exception {
    machine.smi(A6000).librariesWithout("libcudnn.so.8");

    expectUnusable("libcudnn.so.8 of CUDA 11.6 and cuDNN 8 cannot be found");
    assertThat(machine.status().sentence()).contains("LD_LIBRARY_PATH").doesNotContain("cudart");
  }

  @Test
  void librariesThatComeWithTheEngineAreNotLookedFor() throws Exception {
    assertThat(machine.smi(A6000).status(true).usable()).isTrue();
  }

  @Test
  void librariesAreFoundWhereTheLoaderLooks() throws Exception {
    machine.smi(A6000).librariesWithout("libcudnn.so.8");
    Path folder = Files.createDirectories(root.resolve("opt/cudnn/lib"));
    Files.createFile(folder.resolve("libcudnn.so.8"));

    assertThat(machine.status().usable()).isFalse();
    machine.variable("LD_LIBRARY_PATH", "/nowhere:/opt/cudnn/lib");
    assertThat(machine.status().usable()).isTrue();
    machine.variable("LD_LIBRARY_PATH", "");
    Path settings = Files.createDirectories(root.resolve("etc/ld.so.conf.d"));
    Files.writeString(settings.resolve("cudnn.conf"), "# cuDNN\n/opt/cudnn/lib\n");
    assertThat(machine.status().usable()).isTrue();
  }

  @Test
  void aDriverWithoutItsToolIsTold() throws Exception {
    machine.driver("535.104.05").gpuOnBus();

    expectUnusable("the NVIDIA driver 535.104.05 is loaded, but nvidia-smi");
  }

  @Test
  void aToolThatListsNothingIsTold() throws Exception {
    machine.driver("535.104.05").script("exit 0");

    expectUnusable("nvidia-smi lists no GPU");
  }

  @Test
  void theOneOfSeveralGpusIsNamed() throws Exception {
    machine
        .smi(
            "0, GPU-aa11, 9.0, 535.104.05, NVIDIA H100",
            "1, GPU-bb22, 8.0, 535.104.05, NVIDIA A100, 80 GB")
        .libraries();

    expectUnusable("GPU 0 (NVIDIA H100) is too new");
    machine.variable("CUDA_VISIBLE_DEVICES", "1,0");
    assertThat(machine.status().sentence())
        .startsWith("GPU 1 (NVIDIA A100, 80 GB), of 2 the only one used");
    machine.variable("CUDA_VISIBLE_DEVICES", "GPU-bb");
    assertThat(machine.status().sentence()).startsWith("GPU 1 ");
  }

  @ParameterizedTest
  @CsvSource({
    "MIG-0a11-22, GPU 0 (NVIDIA A100)",
    "MIG-0b, GPU 1 (NVIDIA H100) is too new",
    "'MIG-0c11-22,MIG-0a11-22', GPU 1 (NVIDIA H100) is too new",
    "MIG-GPU-aa11/1/0, GPU 0 (NVIDIA A100)"
  })
  void aPartIsJudgedByItsGpu(String visible, String start) throws Exception {
    machine
        .smiOfParts(
            """
            GPU 0: NVIDIA A100 (UUID: GPU-aa11)
              MIG 1g.10gb     Device  0: (UUID: MIG-0a11-22)
              MIG 2g.20gb     Device  1: (UUID: MIG-GPU-aa11/1/0)
            GPU 1: NVIDIA H100 (UUID: GPU-bb22)
              MIG 1g.10gb     Device  0: (UUID: MIG-0b11-22)
              MIG 1c.2g.20gb  Device  1: (UUID: MIG-0c11-22)""",
            "0, GPU-aa11, 8.0, 535.104.05, NVIDIA A100",
            "1, GPU-bb22, 9.0, 535.104.05, NVIDIA H100")
        .libraries()
        .variable("CUDA_VISIBLE_DEVICES", visible);

    assertThat(machine.status().sentence()).startsWith(start);
  }

  @ParameterizedTest
  @CsvSource({"MIG-0d", "MIG-0"})
  void aPartWhoseGpuIsNotToldIsRefused(String visible) throws Exception {
    machine
        .smiOfParts(
            """
            GPU 0: NVIDIA A100 (UUID: GPU-aa11)
              MIG 1g.10gb     Device  0: (UUID: MIG-0a)
            GPU 1: NVIDIA H100 (UUID: GPU-bb22)
              MIG 1g.10gb     Device  0: (UUID: MIG-0b)""",
            "0, GPU-aa11, 8.0, 535.104.05, NVIDIA A100",
            "1, GPU-bb22, 9.0, 535.104.05, NVIDIA H100")
        .libraries()
        .variable("CUDA_VISIBLE_DEVICES", visible);

    expectUnusable(
        ("CUDA_VISIBLE_DEVICES is \"%s\", and nvidia-smi -L does not show which of"
                + " [GPU 0 (NVIDIA A100), GPU 1 (NVIDIA H100)] it is a part of")
            .formatted(visible));
  }

  @Test
  void wherePartsAreNotListedGpusOfOneKindAnswerForEachOther() throws Exception {
    String a100 = "1, GPU-bb22, 8.0, 535.104.05, NVIDIA A100";
    machine.libraries().variable("CUDA_VISIBLE_DEVICES", "MIG-0a");

    machine.smiOfParts(
        "GPU 0: NVIDIA A100 (UUID: GPU-aa11)", "0, GPU-aa11, 8.0, 535.104.05, NVIDIA A100", a100);
    assertThat(machine.status().sentence()).startsWith("GPU 0 (NVIDIA A100), of 2");
    machine.smiOfParts("", a100, "2, GPU-cc33, 8.6, 535.104.05, NVIDIA A40");
    expectUnusable("CUDA_VISIBLE_DEVICES is \"MIG-0a\", and nvidia-smi -L does not show");
  }

  @ParameterizedTest
  @CsvSource({"''", "-1", "7", "GPU-ff", "NoDevFiles"})
  void aHiddenGpuIsTold(String visible) throws Exception {
    machine.smi(A6000).libraries().variable("CUDA_VISIBLE_DEVICES", visible);

    expectUnusable(
        "CUDA_VISIBLE_DEVICES is \"%s\", which is none of nvidia-smi's [GPU 0 (NVIDIA RTX A6000)]"
            .formatted(visible));
  }

  @Test
  void whatTheToolPrintsIsShownShortAndWithoutControls() throws Exception {
    machine.script("printf '\\033[31mbad\\n%0200d' 1; exit 3");

    expectUnusable("nvidia-smi fails ([31mbad 000");
    assertThat(machine.status().sentence()).hasSizeLessThan(150).doesNotContain("\u001b", "\n");
  }

  private void expectUnusable(String start) {
    CudaStatus status = machine.status();
    assertThat(status.usable()).isFalse();
    assertThat(status.sentence()).startsWith(start);
  }
}
