package org.parfocal.cuda.internal.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Libraries with the names of CUDA's that run on the CPU, so that the device layer is tested call
 * by call where there is no GPU; skipped where there is no g++. Or, with the system property
 * parfocal.cuda.libraries, CUDA itself.
 */
public final class FakeCuda implements BeforeAllCallback {
  private static final String LIBRARIES = System.getProperty("parfocal.cuda.libraries", "");

  /** Names that JavaCPP's wrappers refer to; all that they call is in the first. */
  private static final List<String> NAMES =
      List.of(
          "cudart.so.13",
          "cuda.so.1",
          "nvrtc.so.13",
          "cublasLt.so.13",
          "cublas.so.13",
          "cudnn_graph.so.9",
          "cudnn_ops.so.9",
          "cudnn_cnn.so.9",
          "cudnn_adv.so.9",
          "cudnn.so.9");

  /** A folder for compiled kernels, so that a run of the tests compiles them once. */
  public static Path cache() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "fake-cuda-" + ProcessHandle.current().pid());
  }

  /** Tells the stand-in to be as early as CUDA allows in all streams but the first of a device. */
  public static void copyAtOnce(boolean yes) {
    told("early", yes ? "yes" : null);
  }

  /**
   * Has calls of the stand-in return an error.
   *
   * @param what a call and the number that it returns, for example "cudaMalloc 2"; "gpu 719" for
   *     everything; empty for none
   */
  public static void fail(String what) {
    told("fail", what.isEmpty() ? null : what);
  }

  /** Puts a file beside the stand-in, by which it does something else; null to have it as usual. */
  private static void told(String name, @Nullable String content) {
    try {
      Path file = cache().resolve(name);
      if (content == null) {
        Files.deleteIfExists(file);
      } else {
        Files.writeString(file, content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(FakeCuda.class, type -> loaded());
  }

  private static Boolean loaded() {
    try {
      Libraries.load(LIBRARIES.isEmpty() ? built() : named(), cache());
      return true;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> named() {
    return Arrays.stream(LIBRARIES.split(File.pathSeparator)).map(Path::of).toList();
  }

  private static List<Path> built() throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/g++"))
            && System.getProperty("os.arch").equals("amd64"),
        "no g++ to build the stand-in for CUDA with");
    Path folder = Files.createDirectories(cache());
    copy("on_the_cpu.h", folder);
    copy("fake_cuda.cpp", folder);
    Files.writeString(folder.resolve("empty.cpp"), "");
    List<Path> all = new ArrayList<>();
    for (String name : NAMES) {
      Path file = folder.resolve("lib" + name);
      List<String> command =
          new ArrayList<>(
              List.of("g++", "-std=c++17", "-O1", "-w", "-shared", "-fPIC", "-o", file.toString()));
      command.add(folder.resolve(all.isEmpty() ? "fake_cuda.cpp" : "empty.cpp").toString());
      command.add("-Wl,-soname,lib" + name);
      if (!all.isEmpty()) {
        command.addAll(List.of("-Wl,--no-as-needed", all.get(0).toString()));
      }
      Process process = new ProcessBuilder(command).inheritIO().start();
      assertThat(process.waitFor()).isZero();
      all.add(file);
    }
    return all;
  }

  private static void copy(String resource, Path folder) throws IOException {
    try (InputStream stream =
        FakeCuda.class.getResourceAsStream("/org/parfocal/cuda/internal/" + resource)) {
      Files.copy(stream, folder.resolve(resource));
    }
  }
}
