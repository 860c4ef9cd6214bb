package org.parfocal.launcher.cuda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parfocal.launcher.cuda.Commands.Ended;

/**
 * Looks at driver, GPU and libraries before any native library is loaded: on a GPU that they do not
 * fit they fail late, or end the process.
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
   * @param held the words by which a distribution names the engines that it holds
   * @param bundled whether the libraries of CUDA come with ND4J's engine
   * @return on the first of the engines that can run, or why none can
   */
  public CudaStatus status(Set<String> held, boolean bundled) {
    List<GpuEngine> engines = engines(held, bundled);
    Optional<Ended> answer = commands.run(SMI, Gpu.QUERY);
    DriverFiles files = new DriverFiles(root);
    Optional<DriverVersion> loaded = files.driver();
    List<Gpu> gpus = answer.filter(ended -> ended.code() == 0).map(Gpu::all).orElse(List.of());
    if (gpus.isEmpty()) {
      return withoutGpus(engines, answer, loaded, files.gpuOnBus());
    }
    String visible = environment.get(VisibleGpu.VARIABLE);
    Optional<Gpu> gpu = visible == null ? Optional.of(gpus.get(0)) : chosen(visible, gpus);
    if (gpu.isEmpty()) {
      return CudaStatus.unusable(unknown(String.valueOf(visible), gpus));
    }
    Optional<DriverVersion> driver = Optional.ofNullable(gpu.get().driver()).or(() -> loaded);
    List<String> objections = new ArrayList<>();
    for (GpuEngine engine : engines) {
      Optional<String> objection = objection(engine, gpu.get(), driver);
      if (objection.isEmpty()) {
        return CudaStatus.usable(
            engine.word(), description(engine, gpu.get(), driver, gpus.size()), engine.libraries());
      }
      objections.add(objection.get());
    }
    return CudaStatus.unusable(String.join("; and ", objections));
  }

  /** Those held, the better one first. */
  private List<GpuEngine> engines(Set<String> held, boolean bundled) {
    LibraryFolders folders = new LibraryFolders(root, environment);
    List<GpuEngine> engines = new ArrayList<>();
    if (held.contains(Cudnn.WORD)) {
      engines.add(Cudnn.on(folders));
    }
    if (held.contains(Nd4jCuda.WORD)) {
      engines.add(new Nd4jCuda(folders.ofLoader(), bundled));
    }
    return engines;
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
  private static CudaStatus withoutGpus(
      List<GpuEngine> engines,
      Optional<Ended> answer,
      Optional<DriverVersion> loaded,
      boolean onBus) {
    GpuEngine last = engines.get(engines.size() - 1);
    Optional<String> old = loaded.flatMap(last::objection);
    if (old.isPresent()) {
      return CudaStatus.unusable(old.get());
    }
    if (loaded.isEmpty() && onBus) {
      return CudaStatus.unusable(
          "there is an NVIDIA GPU, but its driver is not loaded; install %s or newer"
              .formatted(last.driver()));
    }
    if (answer.isPresent()) {
      return CudaStatus.unusable(
          answer.get().code() == 0
              ? "nvidia-smi lists no GPU"
              : "nvidia-smi fails (%s); see whether it runs by itself"
                  .formatted(Gpu.printable(answer.get().output())));
    }
    return loaded.isPresent()
        ? CudaStatus.unusable(
            "the NVIDIA driver %s is loaded, but nvidia-smi, which reports the compute capability, is not on the PATH; install it (in a container: the driver capability \"utility\")"
                .formatted(loaded.get()))
        : CudaStatus.absent("this machine has no NVIDIA GPU, or shows none to this process");
  }

  private static Optional<String> objection(
      GpuEngine engine, Gpu gpu, Optional<DriverVersion> driver) {
    Optional<String> old = driver.flatMap(engine::objection);
    if (old.isPresent()) {
      return old;
    }
    @Nullable ComputeCapability capability = gpu.capability();
    return capability == null
        ? Optional.of(
            "nvidia-smi does not report the compute capability of %s; install driver %s or newer"
                .formatted(gpu, engine.driver()))
        : engine.objection(gpu, capability);
  }

  private static String description(
      GpuEngine engine, Gpu gpu, Optional<DriverVersion> driver, int gpus) {
    return "%s%s, %s"
        .formatted(
            gpu,
            gpus == 1 ? "" : ", of %d the only one used".formatted(gpus),
            engine.description(Objects.requireNonNull(gpu.capability()), driver));
  }
}
