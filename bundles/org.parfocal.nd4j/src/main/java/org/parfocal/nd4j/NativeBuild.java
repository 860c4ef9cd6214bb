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
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";

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
   *
   * @throws UnsatisfiedLinkError if the native libraries cannot be unpacked or loaded; says where
   */
  public void start() {
    try {
      setThreads();
    } catch (LinkageError | RuntimeException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      Error failure =
          new UnsatisfiedLinkError(
              ("ND4J (%s) does not start (%s). Its native libraries are unpacked to %s, which must"
                      + " be writable, hold some hundred MB and allow execution; choose another"
                      + " folder with PARFOCAL_OPTS=-D%s=FOLDER.")
                  .formatted(classifier(), cause, cache(), CACHE));
      failure.initCause(e);
      throw failure;
    }
  }

  /** Where JavaCPP unpacks to. */
  private static String cache() {
    return System.getProperty(CACHE, System.getProperty("user.home", "") + "/.javacpp/cache");
  }

  private void setThreads() {
    Environment environment = Nd4j.getEnvironment();
    if (cuda()) {
      return;
    }
    environment.setMaxThreads(threads);
    environment.setMaxMasterThreads(threads);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
  }
}
