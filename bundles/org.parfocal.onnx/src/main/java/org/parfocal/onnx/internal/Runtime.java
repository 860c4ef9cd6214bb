package org.parfocal.onnx.internal;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.util.Optional;
import org.osgi.framework.FrameworkUtil;
import org.parfocal.api.ConfigurationException;
import org.parfocal.onnx.internal.file.DetachedWeights;
import org.parfocal.onnx.internal.file.ModelFile;

/**
 * ONNX Runtime, started when it is first needed.
 *
 * @param threads of each operation
 */
record Runtime(int threads, Device device) {
  private static final String SKIP = "onnxruntime.native.%s.skip";
  private static final String[] LIBRARIES = {"onnxruntime", "onnxruntime4j_jni"};

  /**
   * Above it, weights inside of a model file are put beside a copy of it, where they are mapped:
   * ONNX Runtime holds those inside twice.
   */
  private static final long LARGE = 512L << 20;

  /**
   * The process's environment.
   *
   * @throws UnsatisfiedLinkError if this machine has no library of ONNX Runtime
   */
  OrtEnvironment environment() {
    try {
      loadFromBundle();
      // What goes wrong comes as an exception; the rest would be written between our own lines.
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      environment.setTelemetry(false); // Windows' own, which builds before 1.29 have and no other
      return environment;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    } catch (LinkageError | IllegalStateException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      Error failure =
          new UnsatisfiedLinkError(
              "ONNX Runtime does not start on this machine (%s, %s): %s. It is there for Linux and Windows on x86-64."
                  .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), cause));
      failure.initCause(e);
      throw failure;
    }
  }

  /** In a framework, it finds the bundle's libraries; elsewhere ONNX Runtime unpacks its own. */
  private static void loadFromBundle() {
    // The libraries for GPUs must lie beside the others, which is how ONNX Runtime unpacks them.
    if (FrameworkUtil.getBundle(Runtime.class) == null || hasCuda()) {
      return;
    }
    for (String library : LIBRARIES) {
      String skip = SKIP.formatted(library);
      if (System.getProperty(skip) == null) {
        System.loadLibrary(library);
        System.setProperty(skip, "true");
      }
    }
  }

  private static boolean hasCuda() {
    return Runtime.class.getResource(
            "/ai/onnxruntime/native/linux-x64/libonnxruntime_providers_cuda.so")
        != null;
  }

  /** Version and device: embeddings of others differ in the last bits. */
  @Override
  public String toString() {
    return "ONNX Runtime %s, %s, %d threads"
        .formatted(environment().getVersion(), onGpu() ? "cuda" : "cpu", threads);
  }

  private boolean onGpu() {
    return device != Device.CPU
        && OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
  }

  /**
   * Opens a model. It is given by its path, so that weights beside it are mapped and not read.
   *
   * @throws ConfigurationException if ONNX Runtime refuses it; says why
   */
  OrtSession open(ModelFile file) {
    OrtEnvironment environment = environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Threads that wait by spinning take the cores of those that decode images.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      addGpu(options);
      Optional<DetachedWeights> parts =
          file.weights().isEmpty() && file.size() > LARGE
              ? DetachedWeights.of(file.path())
              : Optional.empty();
      if (parts.isEmpty()) {
        return environment.createSession(file.path().toString(), options);
      }
      try (ModelCopy copy = ModelCopy.of(file.path(), parts.get())) {
        return environment.createSession(copy.file().toString(), options);
      }
    } catch (IOException e) {
      throw new ConfigurationException(
          "The model %s cannot be copied to the temporary folder %s, with its weights in a file of their own: %s; make room there, or export it with external data."
              .formatted(file.path(), System.getProperty("java.io.tmpdir"), e.getMessage()));
    } catch (OrtException e) {
      throw new ConfigurationException(
          "ONNX Runtime %s refuses the model %s: %s"
              .formatted(environment.getVersion(), file.path(), sentence(e)));
    }
  }

  private void addGpu(OrtSession.SessionOptions options) {
    if (device == Device.CPU || device == Device.AUTO && !onGpu()) {
      return;
    }
    try {
      options.addCUDA();
    } catch (OrtException e) {
      if (device == Device.CUDA) {
        throw new ConfigurationException(
            "The encoder cannot run on a GPU: %s Set backbone.device to cpu, or use a build with -Ponnx-gpu on a machine with CUDA and cuDNN."
                .formatted(sentence(e)));
      }
    }
  }

  /** What ONNX Runtime says, in one line and without the places in its own source. */
  static String sentence(OrtException e) {
    String said = String.valueOf(e.getMessage()).strip();
    String one =
        said.replaceAll("\\s+", " ")
            .replaceFirst("^Error code - \\w+ - message: ", "")
            .replaceFirst("Load model from .* failed: ?", "")
            .replaceFirst("/onnxruntime_src/\\S+:\\d+ .*?\\) (?=[A-Z])", "");
    String advice =
        one.contains("opset") && !one.contains("is not a registered")
            ? " Export it with an older opset, for example 17."
            : "";
    return (one.endsWith(".") ? one : one + ".") + advice;
  }
}
