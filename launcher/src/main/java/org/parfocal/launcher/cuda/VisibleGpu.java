package org.parfocal.launcher.cuda;

import java.util.List;
import java.util.Optional;

/**
 * The one GPU that is used: the first that CUDA is shown.
 *
 * @param wanted first entry of {@code CUDA_VISIBLE_DEVICES}: a number, or a UUID (of a GPU or of a
 *     part of one) or its beginning
 */
record VisibleGpu(String wanted) {
  /** Environment variable; the start script sets it to the first GPU if it is not set. */
  static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  /** The first entry of a value of the variable. */
  static VisibleGpu of(String value) {
    return new VisibleGpu(value.split(",", -1)[0].strip());
  }

  /** Whether a part of a GPU is wanted, which goes by a name of its own. */
  boolean isPart() {
    return wanted.startsWith(GpuParts.PREFIX);
  }

  /**
   * That GPU, if it is among these; where a part is wanted, the GPU that it is a part of.
   *
   * @param parts as far as they are known; where none is, GPUs of one kind answer for each other
   */
  Optional<Gpu> among(List<Gpu> gpus, GpuParts parts) {
    if (!isPart()) {
      return gpus.stream().filter(this::names).findFirst();
    }
    boolean alike = gpus.stream().map(Gpu::capability).distinct().count() == 1;
    return parts.wholes().isEmpty() && alike
        ? gpus.stream().findFirst()
        : parts.whole(wanted).flatMap(uuid -> new VisibleGpu(uuid).among(gpus, parts));
  }

  private boolean names(Gpu gpu) {
    return wanted.startsWith("GPU-")
        ? gpu.uuid().startsWith(wanted)
        : wanted.equals(Integer.toString(gpu.index()));
  }
}
