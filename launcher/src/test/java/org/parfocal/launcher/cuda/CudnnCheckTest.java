package org.parfocal.launcher.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which machine the engine on cuDNN takes, and what it says of others. */
@DisabledOnOs(OS.WINDOWS)
class CudnnCheckTest {
  private static final String H200 = "0, GPU-11, 9.0, 580.65.06, NVIDIA H200";
  private static final String SYSTEM = "usr/lib/x86_64-linux-gnu";
  private static final String PACKAGES = "opt/env/lib/python3.12/site-packages/nvidia";

  @TempDir Path root;
  private FakeMachine machine;

  @BeforeEach
  void start() {
    machine = new FakeMachine(root);
  }

  @Test
  void librariesOfTheSystemAreUsed() throws Exception {
    CudaStatus status = machine.smi(H200).cudnn(SYSTEM, "").statusForCudnn();

    assertThat(status.engine()).isEqualTo("cudnn");
    assertThat(status.sentence())
        .isEqualTo(
            "GPU 0 (NVIDIA H200), compute capability 9.0, driver 580.65.06, CUDA 13 and cuDNN 9 in "
                + root.resolve(SYSTEM));
    assertThat(status.libraries().stream().map(one -> one.getFileName().toString()))
        .startsWith("libcuda.so.1", "libcudart.so.13", "libnvrtc-builtins.so.13.0")
        .hasSize(CudnnLibraries.NEEDED.size() + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "LD_LIBRARY_PATH, /opt/cuda/lib, opt/cuda/lib",
    "CONDA_PREFIX, /opt/conda, opt/conda/lib",
    "CONDA_PREFIX, /opt/env, opt/env/lib/python3.12/site-packages/nvidia/cu13/lib",
    "VIRTUAL_ENV, /opt/env, opt/env/lib/python3.12/site-packages/nvidia/cu13/lib",
    "HOME, /home/a, home/a/.parfocal-cuda/lib/python3.11/site-packages/nvidia/cu13/lib",
    "HOME, /home/a, home/a/.local/lib/python3.11/site-packages/nvidia/cu13/lib",
    "LANG, C, usr/local/cuda-13.1/lib64",
    "LANG, C, usr/local/lib/python3.11/dist-packages/nvidia/cu13/lib"
  })
  void librariesAreFoundWhereInstallersPutThem(String variable, String value, String folder)
      throws Exception {
    machine.smi(H200).cudnn(folder, "").variable(variable, value);

    assertThat(machine.statusForCudnn().engine()).isEqualTo("cudnn");
    assertThat(machine.statusForCudnn().sentence()).endsWith(root.resolve(folder).toString());
  }

  @Test
  void theEnvironmentOfThePythonOnThePathIsFoundThroughItsLink() throws Exception {
    machine.smi(H200).cudnn("opt/python/lib/python3.12/site-packages/nvidia/cu13/lib", "");
    machine.file("opt/python/bin/python3.12").variable("PATH", "/links");
    Path program = root.resolve("opt/python/bin/python3.12");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Files.createDirectories(root.resolve("links"));
    Files.createSymbolicLink(root.resolve("links/python3"), program);

    assertThat(machine.statusForCudnn().engine()).isEqualTo("cudnn");
  }

  @Test
  void eachLibraryIsTakenFromTheFirstFolderThatHasIt() throws Exception {
    machine.smi(H200).cudnn(SYSTEM, "libcudnn.so.9").cudnn(PACKAGES + "/cudnn/lib", "");
    machine.variable("VIRTUAL_ENV", "/opt/env");

    List<Path> libraries = machine.statusForCudnn().libraries();
    assertThat(libraries)
        .contains(root.resolve(SYSTEM + "/libcudnn_ops.so.9"))
        .endsWith(root.resolve(PACKAGES + "/cudnn/lib/libcudnn.so.9"));
  }

  @Test
  void whatIsMissingIsNamedWithOtherVersionsAndTheCommandThatBringsIt() throws Exception {
    machine.smi(H200).cudnn(SYSTEM, "libcublas.so.13").file(SYSTEM + "/libcublas.so.12");

    CudaStatus status = machine.statusForCudnn();

    assertThat(status.usable()).isFalse();
    assertThat(status.present()).isTrue();
    assertThat(status.sentence())
        .startsWith(
            "libcublas.so.13 of CUDA 13 and cuDNN 9 cannot be found (of other versions there are "
                + root.resolve(SYSTEM + "/libcublas.so.12"))
        .contains("LD_LIBRARY_PATH", "/usr/local/cuda*", "CONDA_PREFIX", "VIRTUAL_ENV")
        .contains("python3 -m venv ~/.parfocal-cuda && ~/.parfocal-cuda/bin/pip install 'nvidia-");
  }

  @Test
  void theCompilersFunctionsMustLieBesideIt() throws Exception {
    machine.smi(H200).cudnn(SYSTEM, "libnvrtc-builtins.so.13");
    machine.file("usr/local/cuda-13.1/lib64/libnvrtc-builtins.so.13.1");

    assertThat(machine.statusForCudnn().sentence()).startsWith("libnvrtc-builtins.so.13 of");
  }

  @Test
  void cudnnForCuda12IsNotTaken() throws Exception {
    machine.smi(H200).cudnn(PACKAGES + "/cudnn/lib", "").variable("VIRTUAL_ENV", "/opt/env");
    machine.file("opt/env/lib/python3.12/site-packages/nvidia_cudnn_cu12-9.10.dist-info/METADATA");
    assertThat(machine.statusForCudnn().sentence()).contains("libcudnn_ops.so.9");

    machine.file("opt/env/lib/python3.12/site-packages/nvidia_cudnn_cu13-9.19.dist-info/METADATA");
    assertThat(machine.statusForCudnn().engine()).isEqualTo("cudnn");
  }

  @ParameterizedTest
  @CsvSource({"575.57.08, false", "579.99, false", "580.65.06, true", "581.1, true"})
  void theDriverMustKnowCuda13(String version, boolean usable) throws Exception {
    machine.smi("0, GPU-11, 9.0, %s, NVIDIA H200".formatted(version)).cudnn(SYSTEM, "");

    CudaStatus status = machine.statusForCudnn();

    assertThat(status.usable()).isEqualTo(usable);
    assertThat(status.sentence()).contains(usable ? version : version + " is too old for CUDA 13");
  }

  @ParameterizedTest
  @CsvSource({
    "3.5, '', CUDA 13 begins at 7.5",
    "7.0, '', ND4J's CUDA build may run on it",
    "7.5, cudnn, driver",
    "8.6, cudnn, driver",
    "9.0, cudnn, driver",
    "10.0, cudnn, driver",
    "12.0, cudnn, driver"
  })
  void gpusFromTuringOnAreTaken(String capability, String engine, String words) throws Exception {
    machine.smi("0, GPU-11, %s, 580.65.06, Some GPU".formatted(capability)).cudnn(SYSTEM, "");

    CudaStatus status = machine.statusForCudnn();

    assertThat(status.engine()).isEqualTo(engine);
    assertThat(status.sentence()).contains(words);
  }

  @Test
  void theDriversLibraryMustBeThere() throws Exception {
    machine.smi(H200).cudnn(SYSTEM, "");
    Files.delete(root.resolve(SYSTEM + "/libcuda.so.1"));

    assertThat(machine.statusForCudnn().sentence()).startsWith("the driver's libcuda.so.1 is not");
  }

  @Test
  void whereThereIsNoGpuItIsSaidWithoutAWarning() {
    CudaStatus status = machine.statusForCudnn();

    assertThat(status.present()).isFalse();
    assertThat(status.sentence()).startsWith("this machine has no NVIDIA GPU");
  }

  @ParameterizedTest
  @CsvSource({"''", "-1", "5", "NoDevFiles"})
  void aHiddenGpuIsTold(String visible) throws Exception {
    machine.smi(H200).cudnn(SYSTEM, "").variable("CUDA_VISIBLE_DEVICES", visible);

    assertThat(machine.statusForCudnn().sentence())
        .startsWith("CUDA_VISIBLE_DEVICES is \"%s\"".formatted(visible));
  }

  @ParameterizedTest
  @CsvSource({"6.1, cuda", "7.0, cuda", "7.5, cudnn", "8.6, cudnn", "9.0, cudnn"})
  void ofBothEnginesTheOneOnCudnnIsTakenWhereItRuns(String capability, String engine)
      throws Exception {
    machine.smi("0, GPU-11, %s, 580.65.06, Some GPU".formatted(capability));
    machine.cudnn(SYSTEM, "").libraries();

    assertThat(machine.status(Set.of("cpu", "cuda", "cudnn"), false).engine()).isEqualTo(engine);
  }

  @Test
  void ifNeitherRunsBothSayWhy() throws Exception {
    machine.smi("0, GPU-11, 8.6, 580.65.06, Some GPU");

    assertThat(machine.status(Set.of("cpu", "cuda", "cudnn"), false).sentence())
        .startsWith("the driver's libcuda.so.1 is not")
        .contains("; and libcudart.so.11.0, ");
  }
}
