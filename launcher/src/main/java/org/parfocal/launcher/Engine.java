package org.parfocal.launcher;

import java.util.Set;
import java.util.function.Supplier;
import org.parfocal.launcher.cuda.CudaStatus;

/**
 * The one of a distribution's engines that is installed. It has to be chosen before any bundle is:
 * both export the same packages, and what uses them is bound to one.
 *
 * @param device {@code cpu} or {@code cuda}
 * @param reason why, or on what
 * @param fallback whether the other was there and could not be used
 */
record Engine(String device, String reason, boolean fallback) {
  static final String CPU = "cpu";
  static final String CUDA = "cuda";

  /** System properties that {@code parfocal doctor} and the records of jobs read. */
  static final String DEVICE_PROPERTY = "parfocal.device";

  static final String REASON_PROPERTY = "parfocal.device.reason";
  static final String FALLBACK_PROPERTY = "parfocal.device.fallback";

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
    if (wanted == Device.CPU || !held.contains(CUDA)) {
      return withoutGpu(wanted, held);
    }
    CudaStatus status = machine.get();
    if (status.usable()) {
      return new Engine(CUDA, status.sentence(), false);
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
    return new Engine(CPU, "CUDA cannot be used: " + status.sentence(), true);
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
        ? new Engine(CPU, "as requested", false)
        : new Engine(CPU, "this distribution holds no CUDA engine", false);
  }

  /** Publishes the choice to the bundles. */
  void publish() {
    System.setProperty(DEVICE_PROPERTY, device);
    System.setProperty(REASON_PROPERTY, reason);
    System.setProperty(FALLBACK_PROPERTY, Boolean.toString(fallback));
  }
}
