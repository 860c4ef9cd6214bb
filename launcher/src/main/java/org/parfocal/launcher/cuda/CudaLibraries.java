package org.parfocal.launcher.cuda;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The libraries of CUDA 11 and cuDNN 8 that ND4J's CUDA build loads before itself. */
final class CudaLibraries {
  static final List<String> NEEDED =
      List.of(
          "libcudart.so.11.0",
          "libcublasLt.so.11",
          "libcublas.so.11",
          "libcurand.so.10",
          "libcusolver.so.11",
          "libcusparse.so.11",
          "libcudnn.so.8");

  private static final List<String> USUAL =
      List.of(
          "usr/local/cuda-11.6/lib64",
          "usr/local/cuda/lib64",
          "usr/lib/x86_64-linux-gnu",
          "lib/x86_64-linux-gnu",
          "usr/lib64",
          "lib64",
          "usr/lib",
          "usr/local/lib");

  private final Path root;
  private final String libraryPath;

  /**
   * Searches where the system's loader searches.
   *
   * @param root of the file system
   * @param libraryPath value of {@code LD_LIBRARY_PATH}
   */
  CudaLibraries(Path root, String libraryPath) {
    this.root = root;
    this.libraryPath = libraryPath;
  }

  /** Those that are in none of the folders. */
  List<String> missing() {
    List<Path> folders = folders();
    return NEEDED.stream()
        .filter(name -> folders.stream().noneMatch(one -> Files.exists(one.resolve(name))))
        .toList();
  }

  private List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    add(folders, List.of(libraryPath.split(File.pathSeparator, -1)));
    add(folders, USUAL);
    try (Stream<Path> files = Files.list(root.resolve("etc/ld.so.conf.d"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".conf")).toList()) {
        add(folders, Files.readAllLines(file, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException | UncheckedIOException e) {
      // Not every system has them; the usual folders remain.
    }
    return folders;
  }

  private void add(List<Path> folders, List<String> names) {
    for (String name : names) {
      String inside = name.strip().replaceFirst("^/+", "");
      if (!inside.isEmpty() && !inside.startsWith("#") && inside.indexOf('\0') < 0) {
        folders.add(root.resolve(inside));
      }
    }
  }
}
