package org.parfocal.launcher.cuda;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * ND4J's CUDA 11.6 build, which brings its own machine code.
 *
 * @param folders where the loader searches
 * @param bundled whether the libraries of CUDA come with the engine
 */
record Nd4jCuda(List<Path> folders, boolean bundled) implements GpuEngine {
  static final String WORD = "cuda";

  static final List<String> NEEDED =
      List.of(
          "libcudart.so.11.0",
          "libcublasLt.so.11",
          "libcublas.so.11",
          "libcurand.so.10",
          "libcusolver.so.11",
          "libcusparse.so.11",
          "libcudnn.so.8");

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public DriverVersion driver() {
    return DriverVersion.OWN;
  }

  @Override
  public Optional<String> objection(DriverVersion driver) {
    return driver.olderThan(DriverVersion.OLDEST)
        ? Optional.of(
            "the NVIDIA driver %s is too old for CUDA 11.6, which needs %s; install %s or newer"
                .formatted(driver, DriverVersion.OLDEST, DriverVersion.OWN))
        : Optional.empty();
  }

  @Override
  public Optional<String> objection(Gpu gpu, ComputeCapability capability) {
    if (capability.code().isEmpty()) {
      return Optional.of(unfit(gpu, capability));
    }
    List<String> missing =
        bundled
            ? List.of()
            : NEEDED.stream()
                .filter(name -> LibraryFolders.first(folders, name).isEmpty())
                .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s of CUDA 11.6 and cuDNN 8 cannot be found; install them and name their folder in LD_LIBRARY_PATH, or build Parfocal with -Pcuda,cuda-redist"
                .formatted(String.join(", ", missing)));
  }

  private static String unfit(Gpu gpu, ComputeCapability capability) {
    return capability.tooNew()
        ? "%s is too new: its compute capability is %s, and ND4J's CUDA 11.6 build holds code up to 8.x, and none that a driver could translate for it"
            .formatted(gpu, capability)
        : "%s is too old: its compute capability is %s, and ND4J's CUDA 11.6 build holds code from %s on"
            .formatted(gpu, capability, ComputeCapability.COMPILED.get(0));
  }

  @Override
  public String description(ComputeCapability capability, Optional<DriverVersion> driver) {
    boolean old = driver.filter(one -> one.olderThan(DriverVersion.OWN)).isPresent();
    return "compute capability %s (code for %s), driver %s%s"
        .formatted(
            capability,
            capability.code().orElseThrow(),
            driver.map(DriverVersion::text).orElse("unknown"),
            old ? ", older than CUDA 11.6 (NVIDIA's minor version compatibility)" : "");
  }

  /** Found by JavaCPP. */
  @Override
  public List<Path> libraries() {
    return List.of();
  }
}
