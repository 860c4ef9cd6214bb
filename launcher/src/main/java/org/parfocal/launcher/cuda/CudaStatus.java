package org.parfocal.launcher.cuda;

import java.nio.file.Path;
import java.util.List;

/**
 * Whether networks can be computed on this machine's GPU.
 *
 * @param engine the word by which a distribution names the engine that can, as far as files show;
 *     empty if none can
 * @param sentence on what, or why not and what to do
 * @param present whether there is an NVIDIA GPU at all, so that computing elsewhere is a loss
 * @param libraries that the engine loads, in this order; empty where it finds them itself
 */
public record CudaStatus(String engine, String sentence, boolean present, List<Path> libraries) {
  public CudaStatus {
    libraries = List.copyOf(libraries);
  }

  static CudaStatus usable(String engine, String sentence, List<Path> libraries) {
    return new CudaStatus(engine, sentence, true, libraries);
  }

  static CudaStatus unusable(String sentence) {
    return new CudaStatus("", sentence, true, List.of());
  }

  static CudaStatus absent(String sentence) {
    return new CudaStatus("", sentence, false, List.of());
  }

  /** Whether some engine can. */
  public boolean usable() {
    return !engine.isEmpty();
  }
}
