package org.parfocal.launcher.cuda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parfocal.launcher.cuda.Commands.Ended;

/**
 * Looks at driver, GPU and libraries before any of ND4J's natives is loaded: on a GPU that they do
 * not fit they fail late, or end the process.
 */
public final class CudaCheck {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String SMI = "nvidia-smi";

  private final Path root;
  private final Commands commands;
  private final Map<String, String> environment;

  /**
   * Looks at a machine.
   *
   * @param root of its file system
   * @param commands runs its {@code nvidia-smi}
   * @param environment variables of the process
   */
  public CudaCheck(Path root, Commands commands, Map<String, String> environment) {
    this.root = root;
    this.commands = commands;
    this.environment = Map.copyOf(environment);
  }

  /** Looks at the machine that this process runs on. */
  public static CudaCheck ofThisMachine() {
    Map<String, String> environment = System.getenv();
    String path = environment.getOrDefault("PATH", "");
    return new CudaCheck(Path.of("/"), new PathCommands(path, LIMIT), environment);
  }

  /**
   * Looks.
   *
   * @param bundled whether the libraries of CUDA come with the engine
   */
  public CudaStatus status(boolean bundled) {
    Optional<Ended> answer = commands.run(SMI, Gpu.QUERY);
    DriverFiles files = new DriverFiles(root);
    Optional<DriverVersion> loaded = files.driver();
    List<Gpu> gpus = answer.filter(ended -> ended.code() == 0).map(Gpu::all).orElse(List.of());
    if (gpus.isEmpty()) {
      return CudaStatus.unusable(withoutGpus(answer, loaded, files.gpuOnBus()));
    }
    String visible = environment.get(VisibleGpu.VARIABLE);
    Optional<Gpu> gpu = visible == null ? Optional.of(gpus.get(0)) : chosen(visible, gpus);
    if (gpu.isEmpty()) {
      return CudaStatus.unusable(unknown(String.valueOf(visible), gpus));
    }
    Optional<DriverVersion> driver = Optional.ofNullable(gpu.get().driver()).or(() -> loaded);
    return objection(gpu.get(), driver, bundled)
        .map(CudaStatus::unusable)
        .orElseGet(() -> CudaStatus.usable(description(gpu.get(), driver, gpus.size())));
  }

  private Optional<Gpu> chosen(String visible, List<Gpu> gpus) {
    VisibleGpu wanted = VisibleGpu.of(visible);
    Optional<Ended> parts = wanted.isPart() ? commands.run(SMI, GpuParts.QUERY) : Optional.empty();
    return wanted.among(
        gpus,
        parts.filter(ended -> ended.code() == 0).map(GpuParts::of).orElse(new GpuParts(Map.of())));
  }

  /** Why none of the GPUs is the requested one. */
  private static String unknown(String visible, List<Gpu> gpus) {
    String shown = Gpu.printable(visible);
    return VisibleGpu.of(visible).isPart()
        ? "%s is \"%s\", and nvidia-smi -L does not show which of %s it is a part of; set it to a UUID that it lists"
            .formatted(VisibleGpu.VARIABLE, shown, gpus)
        : "%s is \"%s\", which is none of nvidia-smi's %s; set it to the number of one, or unset it"
            .formatted(VisibleGpu.VARIABLE, shown, gpus);
  }

  /** Why there is no GPU to choose. */
  private static String withoutGpus(
      Optional<Ended> answer, Optional<DriverVersion> loaded, boolean onBus) {
    Optional<String> old = loaded.flatMap(CudaCheck::tooOld);
    if (old.isPresent()) {
      return old.get();
    }
    if (loaded.isEmpty() && onBus) {
      return "there is an NVIDIA GPU, but its driver is not loaded; install %s or newer"
          .formatted(DriverVersion.OWN);
    }
    if (answer.isPresent()) {
      return answer.get().code() == 0
          ? "nvidia-smi lists no GPU"
          : "nvidia-smi fails (%s); see whether it runs by itself"
              .formatted(Gpu.printable(answer.get().output()));
    }
    return loaded.isPresent()
        ? "the NVIDIA driver %s is loaded, but nvidia-smi, which reports the compute capability, is not on the PATH; install it (in a container: the driver capability \"utility\")"
            .formatted(loaded.get())
        : "this machine has no NVIDIA GPU, or shows none to this process";
  }

  private Optional<String> objection(Gpu gpu, Optional<DriverVersion> driver, boolean bundled) {
    Optional<String> old = driver.flatMap(CudaCheck::tooOld);
    if (old.isPresent()) {
      return old;
    }
    @Nullable ComputeCapability capability = gpu.capability();
    if (capability == null) {
      return Optional.of(
          "nvidia-smi does not report the compute capability of %s; install driver %s or newer"
              .formatted(gpu, DriverVersion.OWN));
    }
    if (capability.code().isEmpty()) {
      return Optional.of(unfit(gpu, capability));
    }
    String path = environment.getOrDefault("LD_LIBRARY_PATH", "");
    List<String> missing = bundled ? List.of() : new CudaLibraries(root, path).missing();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s of CUDA 11.6 and cuDNN 8 cannot be found; install them and name their folder in LD_LIBRARY_PATH, or build Parfocal with -Pcuda,cuda-redist"
                .formatted(String.join(", ", missing)));
  }

  private static Optional<String> tooOld(DriverVersion driver) {
    return driver.olderThan(DriverVersion.OLDEST)
        ? Optional.of(
            "the NVIDIA driver %s is too old for CUDA 11.6, which needs %s; install %s or newer"
                .formatted(driver, DriverVersion.OLDEST, DriverVersion.OWN))
        : Optional.empty();
  }

  private static String unfit(Gpu gpu, ComputeCapability capability) {
    return capability.tooNew()
        ? "%s is too new: its compute capability is %s, and ND4J's CUDA 11.6 build holds code up to 8.x, and none that a driver could translate for it"
            .formatted(gpu, capability)
        : "%s is too old: its compute capability is %s, and ND4J's CUDA 11.6 build holds code from %s on"
            .formatted(gpu, capability, ComputeCapability.COMPILED.get(0));
  }

  private static String description(Gpu gpu, Optional<DriverVersion> driver, int gpus) {
    boolean old = driver.filter(one -> one.olderThan(DriverVersion.OWN)).isPresent();
    return "%s%s, compute capability %s (code for %s), driver %s%s"
        .formatted(
            gpu,
            gpus == 1 ? "" : ", of %d the only one used".formatted(gpus),
            gpu.capability(),
            gpu.capability() == null ? "" : gpu.capability().code().orElseThrow(),
            driver.map(DriverVersion::text).orElse("unknown"),
            old ? ", older than CUDA 11.6 (NVIDIA's minor version compatibility)" : "");
  }
}
