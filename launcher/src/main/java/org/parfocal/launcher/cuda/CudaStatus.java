package org.parfocal.launcher.cuda;

/**
 * Whether ND4J's CUDA build can run on this machine.
 *
 * @param usable it can, as far as files show
 * @param sentence on what, or why not and what to do
 */
public record CudaStatus(boolean usable, String sentence) {
  static CudaStatus usable(String sentence) {
    return new CudaStatus(true, sentence);
  }

  static CudaStatus unusable(String sentence) {
    return new CudaStatus(false, sentence);
  }
}
