package org.parfocal.launcher.cuda;

import java.util.List;
import java.util.Optional;

/**
 * The one GPU that is used: the first that CUDA is shown.
 *
 * @param wanted first entry of {@code CUDA_VISIBLE_DEVICES}: a number, a UUID or its beginning
 */
record VisibleGpu(String wanted) {
  /** Environment variable; the start script sets it to the first GPU if it is not set. */
  static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  /** The first entry of a value of the variable. */
  static VisibleGpu of(String value) {
    return new VisibleGpu(value.split(",", -1)[0].strip());
  }

  /** That GPU, if it is among these. */
  Optional<Gpu> among(List<Gpu> gpus) {
    // A part of a GPU goes by a name of its own, which does not tell whose part it is.
    if (wanted.startsWith("MIG-")) {
      return gpus.stream().findFirst();
    }
    return gpus.stream().filter(this::names).findFirst();
  }

  private boolean names(Gpu gpu) {
    return wanted.startsWith("GPU-")
        ? gpu.uuid().startsWith(wanted)
        : wanted.equals(Integer.toString(gpu.index()));
  }
}
