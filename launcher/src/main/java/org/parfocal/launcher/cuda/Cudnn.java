package org.parfocal.launcher.cuda;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The engine on cuDNN 9, whose own code is compiled for the GPU that it finds.
 *
 * @param driverLibrary the driver's own library, which its installation puts where the loader looks
 * @param found of CUDA and cuDNN
 */
record Cudnn(Optional<Path> driverLibrary, CudnnLibraries found) implements GpuEngine {
  static final String WORD = "cudnn";
  static final String DRIVER_LIBRARY = "libcuda.so.1";

  /** CUDA 13 has left Maxwell, Pascal and Volta: release notes of CUDA 13.0. */
  static final ComputeCapability OLDEST = new ComputeCapability(7, 5);

  /** The driver of CUDA 13.0, and the oldest of its minor version compatibility: the same. */
  static final DriverVersion OLDEST_DRIVER = new DriverVersion("580.65.06");

  private static final DriverVersion BRANCH = new DriverVersion("580.0");

  /** Searches a machine. */
  static Cudnn on(LibraryFolders folders) {
    return new Cudnn(
        LibraryFolders.first(folders.ofLoader(), DRIVER_LIBRARY), CudnnLibraries.in(folders.all()));
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public DriverVersion driver() {
    return OLDEST_DRIVER;
  }

  @Override
  public Optional<String> objection(DriverVersion driver) {
    return driver.olderThan(BRANCH)
        ? Optional.of(
            "the NVIDIA driver %s is too old for CUDA 13; install %s or newer"
                .formatted(driver, OLDEST_DRIVER))
        : Optional.empty();
  }

  @Override
  public Optional<String> objection(Gpu gpu, ComputeCapability capability) {
    if (capability.compareTo(OLDEST) < 0) {
      return Optional.of(
          "%s is too old: its compute capability is %s, and CUDA 13 begins at %s%s"
              .formatted(
                  gpu,
                  capability,
                  OLDEST,
                  capability.code().isPresent()
                      ? "; ND4J's CUDA build may run on it (mvn package -Pcuda, docs/cuda.md)"
                      : ""));
    }
    if (driverLibrary.isEmpty()) {
      return Optional.of(
          "the driver's %s is not where the loader looks; install the driver's libraries, or name their folder in LD_LIBRARY_PATH (in a container: the driver capability \"compute\")"
              .formatted(DRIVER_LIBRARY));
    }
    return found.objection();
  }

  @Override
  public String description(ComputeCapability capability, Optional<DriverVersion> driver) {
    return "compute capability %s, driver %s, CUDA 13 and cuDNN 9 in %s"
        .formatted(capability, driver.map(DriverVersion::text).orElse("unknown"), found.places());
  }

  @Override
  public List<Path> libraries() {
    List<Path> all = new ArrayList<>(driverLibrary.stream().toList());
    all.addAll(found.found());
    return all;
  }
}
