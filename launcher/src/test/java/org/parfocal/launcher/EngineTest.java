package org.parfocal.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parfocal.launcher.cuda.CudaStatus;

class EngineTest {
  private static final Set<String> BOTH = Set.of("", "cpu", "cuda");
  private static final Set<String> CPU_ONLY = Set.of("", "cpu");
  private static final Set<String> CUDA_ONLY = Set.of("", "cuda");
  private static final Set<String> WITH_CUDNN = Set.of("", "cpu", "cudnn");
  private static final Supplier<CudaStatus> GOOD =
      () -> new CudaStatus("cuda", "GPU 0 (A)", true, List.of());
  private static final Supplier<CudaStatus> BAD =
      () -> new CudaStatus("", "GPU 0 is too new", true, List.of());
  private static final Supplier<CudaStatus> NONE =
      () -> new CudaStatus("", "there is no GPU", false, List.of());
  private static final Supplier<CudaStatus> UNTOUCHED =
      () -> {
        throw new AssertionError("the machine was looked at");
      };

  @Test
  void autoTakesTheGpuWhereItCan() throws Exception {
    assertThat(Engine.choose(Device.AUTO, BOTH, GOOD))
        .isEqualTo(new Engine("cuda", Set.of("cuda"), "GPU 0 (A)", false, List.of()));
  }

  @Test
  void autoFallsBackAndSaysWhy() throws Exception {
    assertThat(Engine.choose(Device.AUTO, BOTH, BAD))
        .isEqualTo(cpu("CUDA cannot be used: GPU 0 is too new", true));
  }

  @Test
  void autoLooksAtNothingWithoutACudaEngine() throws Exception {
    assertThat(Engine.choose(Device.AUTO, CPU_ONLY, UNTOUCHED))
        .isEqualTo(cpu("this distribution holds no CUDA engine", false));
  }

  @Test
  void onCudnnTheCpusArraysAreThereToo() throws Exception {
    List<Path> libraries = List.of(Path.of("/a/libcudart.so.13"), Path.of("/b/libcudnn.so.9"));

    assertThat(
            Engine.choose(
                Device.AUTO, WITH_CUDNN, () -> new CudaStatus("cudnn", "GPU 0", true, libraries)))
        .isEqualTo(new Engine("cuda", Set.of("cpu", "cudnn"), "GPU 0", false, libraries));
  }

  @Test
  void whereThereIsNoGpuNothingIsLost() throws Exception {
    assertThat(Engine.choose(Device.AUTO, WITH_CUDNN, NONE))
        .isEqualTo(cpu("there is no GPU", false));
    refused(Device.CUDA, WITH_CUDNN, NONE, "CUDA cannot be used: there is no GPU.");
  }

  @Test
  void cpuLooksAtNothing() throws Exception {
    assertThat(Engine.choose(Device.CPU, BOTH, UNTOUCHED).device()).isEqualTo("cpu");
  }

  @Test
  void cudaIsTakenWhereItCan() throws Exception {
    assertThat(Engine.choose(Device.CUDA, BOTH, GOOD).device()).isEqualTo("cuda");
  }

  @Test
  void cudaStopsWhereItCannot() {
    refused(Device.CUDA, BOTH, BAD, "CUDA cannot be used: GPU 0 is too new.");
  }

  @Test
  void cudaStopsInACpuDistribution() {
    refused(Device.CUDA, CPU_ONLY, UNTOUCHED, "holds no CUDA engine; build one with mvn package");
  }

  @Test
  void nothingFallsBackToAnEngineThatIsNotThere() {
    refused(Device.AUTO, CUDA_ONLY, BAD, "the feature dl4j-cpu is missing");
    refused(Device.CPU, CUDA_ONLY, UNTOUCHED, "the feature dl4j-cpu is missing");
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "CPU"})
  void aDistributionMayHaveNoEngineAtAll(Device wanted) throws Exception {
    assertThat(Engine.choose(wanted, Set.of(""), UNTOUCHED).device()).isEqualTo("cpu");
  }

  private static Engine cpu(String reason, boolean fallback) {
    return new Engine("cpu", Set.of("cpu"), reason, fallback, List.of());
  }

  private static void refused(
      Device wanted, Set<String> held, Supplier<CudaStatus> machine, String sentence) {
    assertThatThrownBy(() -> Engine.choose(wanted, held, machine))
        .isInstanceOfSatisfying(
            LaunchException.class, refusal -> assertThat(refusal.exitCode()).isEqualTo(2))
        .hasMessageContaining(sentence);
  }
}
