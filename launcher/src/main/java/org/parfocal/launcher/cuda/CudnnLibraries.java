package org.parfocal.launcher.cuda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The libraries of CUDA 13 and cuDNN 9 that the engine on cuDNN loads.
 *
 * @param found each after those that it needs
 * @param missing names of those that lie in none of the folders
 * @param others what lies there instead: the same libraries of other versions
 */
record CudnnLibraries(List<Path> found, List<String> missing, List<Path> others) {
  /** Brings all of them, on any distribution of Linux, into a folder that is searched. */
  static final String COMMAND =
      "python3 -m venv ~/%1$s && ~/%1$s/bin/pip install 'nvidia-cuda-runtime==13.*' 'nvidia-cublas==13.*' 'nvidia-cuda-nvrtc==13.*' 'nvidia-cudnn-cu13==9.*'"
          .formatted(LibraryFolders.OWN);

  /** Beginnings of names: that of the built-in functions goes on with the minor version. */
  static final List<String> NEEDED =
      List.of(
          "libcudart.so.13",
          "libnvrtc-builtins.so.13",
          "libnvrtc.so.13",
          "libcublasLt.so.13",
          "libcublas.so.13",
          "libcudnn_graph.so.9",
          "libcudnn_ops.so.9",
          "libcudnn_heuristic.so.9",
          "libcudnn_engines_precompiled.so.9",
          "libcudnn_engines_runtime_compiled.so.9",
          "libcudnn_cnn.so.9",
          "libcudnn_adv.so.9",
          "libcudnn.so.9");

  private static final String BUILTINS = "libnvrtc-builtins.so.13";
  private static final String COMPILER = "libnvrtc.so.13";

  CudnnLibraries {
    found = List.copyOf(found);
    missing = List.copyOf(missing);
    others = List.copyOf(others);
  }

  /** Searches folders; earlier ones win. */
  static CudnnLibraries in(List<Path> folders) {
    List<Path> fitting = folders.stream().filter(one -> !ofCuda12(one)).toList();
    List<Path> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    for (String name : NEEDED) {
      Optional<Path> file =
          name.equals(BUILTINS) ? builtins(fitting) : LibraryFolders.first(fitting, name);
      file.ifPresentOrElse(found::add, () -> missing.add(name));
      if (file.isEmpty()) {
        beginning(folders, name.replaceFirst("[0-9]+$", "")).ifPresent(others::add);
      }
    }
    return new CudnnLibraries(found, missing, others);
  }

  /** Those of the compiler's own version lie beside it. */
  private static Optional<Path> builtins(List<Path> folders) {
    return LibraryFolders.first(folders, COMPILER)
        .map(Path::getParent)
        .flatMap(folder -> beginning(List.of(folder), BUILTINS));
  }

  private static Optional<Path> beginning(List<Path> folders, String start) {
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        Optional<Path> first =
            files
                .filter(one -> String.valueOf(one.getFileName()).startsWith(start))
                .sorted()
                .findFirst();
        if (first.isPresent()) {
          return first;
        }
      } catch (IOException | UncheckedIOException e) {
        continue; // Most of the folders do not exist.
      }
    }
    return Optional.empty();
  }

  /** cuDNN 9 has the same names for CUDA 12 and 13; in Python its package tells which it is. */
  private static boolean ofCuda12(Path folder) {
    Path packages = folder.resolve("../../..").normalize();
    return folder.endsWith("nvidia/cudnn/lib")
        && beginning(List.of(packages), "nvidia_cudnn_cu12-").isPresent()
        && beginning(List.of(packages), "nvidia_cudnn_cu13-").isEmpty();
  }

  /** In which folders they were found. */
  String places() {
    return found.stream()
        .map(one -> String.valueOf(one.getParent()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** What is missing and how to get it; empty if nothing is. */
  Optional<String> objection() {
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String instead =
        others.isEmpty()
            ? ""
            : " (of other versions there are %s)"
                .formatted(others.stream().map(Path::toString).collect(Collectors.joining(", ")));
    return Optional.of(
        "%s of CUDA 13 and cuDNN 9 cannot be found%s, neither where the loader searches (LD_LIBRARY_PATH) nor in /usr/local/cuda*, conda's or Python's folders (CONDA_PREFIX, VIRTUAL_ENV, python3); install them: %s"
            .formatted(String.join(", ", missing), instead, COMMAND));
  }
}
