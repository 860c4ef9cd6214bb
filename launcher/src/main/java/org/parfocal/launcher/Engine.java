package org.parfocal.launcher;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.parfocal.launcher.cuda.CudaStatus;

/**
 * The engine by which networks are computed. It has to be chosen before any bundle is installed:
 * ND4J's two export the same packages, and what uses them is bound to one.
 *
 * @param device {@code cpu} or {@code cuda}
 * @param installed the words by which feature files name the bundles that it consists of
 * @param reason why, or on what
 * @param fallback whether there is a GPU that could not be used
 * @param libraries that it loads, in this order
 */
record Engine(
    String device, Set<String> installed, String reason, boolean fallback, List<Path> libraries) {
  static final String CPU = "cpu";

  /** ND4J on CUDA, in place of ND4J on the CPU. */
  static final String CUDA = "cuda";

  /** Networks on cuDNN; heads and losses stay on ND4J's CPU arrays. */
  static final String CUDNN = "cudnn";

  /** System properties that {@code parfocal doctor} and the records of jobs read. */
  static final String DEVICE_PROPERTY = "parfocal.device";

  static final String REASON_PROPERTY = "parfocal.device.reason";
  static final String FALLBACK_PROPERTY = "parfocal.device.fallback";

  /** Paths of libraries, separated like a class path, that the engine's bundle loads. */
  static final String LIBRARIES_PROPERTY = "parfocal.cuda.libraries";

  Engine {
    installed = Set.copyOf(installed);
    libraries = List.copyOf(libraries);
  }

  /**
   * Chooses.
   *
   * @param wanted by the user
   * @param held devices of the distribution's engines
   * @param machine looks at the GPU; asked only where the answer matters
   * @throws LaunchException if what is wanted is not possible
   */
  static Engine choose(Device wanted, Set<String> held, Supplier<CudaStatus> machine)
      throws LaunchException {
    if (wanted == Device.CPU || !held.contains(CUDA) && !held.contains(CUDNN)) {
      return withoutGpu(wanted, held);
    }
    CudaStatus status = machine.get();
    if (status.usable()) {
      Set<String> installed =
          status.engine().equals(CUDNN) ? Set.of(CPU, CUDNN) : Set.of(status.engine());
      return new Engine(CUDA, installed, status.sentence(), false, status.libraries());
    }
    if (wanted == Device.CUDA) {
      throw LaunchException.usage(
          "CUDA cannot be used: %s. Where device is auto, the CPU is used instead."
              .formatted(status.sentence()));
    }
    if (!held.contains(CPU)) {
      throw LaunchException.usage(
          "CUDA cannot be used: %s. There is no CPU engine to use instead: the feature dl4j-cpu is missing."
              .formatted(status.sentence()));
    }
    return status.present()
        ? cpu("CUDA cannot be used: " + status.sentence(), true)
        : cpu(status.sentence(), false);
  }

  private static Engine cpu(String reason, boolean fallback) {
    return new Engine(CPU, Set.of(CPU), reason, fallback, List.of());
  }

  private static Engine withoutGpu(Device wanted, Set<String> held) throws LaunchException {
    if (wanted == Device.CUDA) {
      throw LaunchException.usage(
          "This distribution holds no CUDA engine; build one with mvn package -Pcuda (docs/cuda.md), or choose device auto or cpu.");
    }
    if (held.contains(CUDA) && !held.contains(CPU)) {
      throw LaunchException.usage(
          "This distribution holds no CPU engine: the feature dl4j-cpu is missing; add it, or choose device auto or cuda.");
    }
    return wanted == Device.CPU
        ? cpu("as requested", false)
        : cpu("this distribution holds no CUDA engine", false);
  }

  /** Publishes the choice to the bundles. */
  void publish() {
    System.setProperty(DEVICE_PROPERTY, device);
    System.setProperty(REASON_PROPERTY, reason);
    System.setProperty(FALLBACK_PROPERTY, Boolean.toString(fallback));
    System.setProperty(
        LIBRARIES_PROPERTY,
        libraries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
  }
}
