package org.parfocal.nd4j;

import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The native build of ND4J that this machine uses; a service of this bundle. Reading it loads no
 * native library.
 *
 * @param platform as JavaCPP names it, for example {@code linux-x86_64}
 * @param extension of the build: {@code -onednn-avx512}, {@code -onednn-avx2}, {@code -cudnn} for
 *     the one on CUDA, or empty for the plain build, which has no oneDNN
 * @param threads of every native operation; results are bit-identical for one number of threads
 */
public record NativeBuild(String platform, String extension, int threads) {
  /** Classifier of the artifact, for example {@code linux-x86_64-onednn-avx2}. */
  public String classifier() {
    return platform + extension;
  }

  /** What {@code parfocal doctor} prints. */
  @Override
  public String toString() {
    return "ND4J " + classifier() + ", " + threads + (threads == 1 ? " thread" : " threads");
  }

  /** Whether arrays are computed on a GPU. */
  public boolean cuda() {
    return extension.equals("-cudnn");
  }

  /** Whether convolutions run on oneDNN. */
  public boolean oneDnn() {
    return extension.contains("onednn");
  }

  /**
   * Advice for the environment variable {@code OPENBLAS_CORETYPE}, empty if there is none. OpenBLAS
   * 0.3.19 does not know newer processors and treats them as one of 2004; only the environment in
   * which the process starts can tell it better. It matters to {@code mmul} and {@code gemm}, not
   * to convolutions.
   */
  public String openBlasCore() {
    if (extension.endsWith("avx512")) {
      return "SkylakeX";
    }
    return extension.endsWith("avx2") ? "Haswell" : "";
  }

  /**
   * Starts ND4J, if it has not been, and sets its number of threads. Otherwise ND4J counts the
   * machine's cores, also those that a container may not use. On CUDA the number of threads stays
   * as it is: there the same call sets the size of a GPU's blocks of threads.
   */
  public void start() {
    Environment environment = Nd4j.getEnvironment();
    if (cuda()) {
      return;
    }
    environment.setMaxThreads(threads);
    environment.setMaxMasterThreads(threads);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
  }
}
