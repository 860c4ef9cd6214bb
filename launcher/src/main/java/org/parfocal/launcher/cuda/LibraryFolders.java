package org.parfocal.launcher.cuda;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Folders in which libraries of CUDA may lie. Nothing is run to find them. */
final class LibraryFolders {
  /** The folder below the home that the command of {@link CudnnLibraries#COMMAND} fills. */
  static final String OWN = ".parfocal-cuda";

  private static final List<String> USUAL =
      List.of(
          "usr/local/cuda-11.6/lib64",
          "usr/local/cuda/lib64",
          "usr/lib/x86_64-linux-gnu",
          "lib/x86_64-linux-gnu",
          "usr/lib64",
          "lib64",
          "usr/lib/wsl/lib",
          "usr/lib",
          "usr/local/lib");

  private final Path root;
  private final Map<String, String> environment;

  /**
   * Searches a machine.
   *
   * @param root of its file system
   * @param environment variables of the process
   */
  LibraryFolders(Path root, Map<String, String> environment) {
    this.root = root;
    this.environment = environment;
  }

  /** The first of the folders' files of this name. */
  static Optional<Path> first(List<Path> folders, String name) {
    return folders.stream().map(one -> one.resolve(name)).filter(Files::exists).findFirst();
  }

  /** Those of the system's loader, in its order. */
  List<Path> ofLoader() {
    List<Path> folders = new ArrayList<>();
    add(folders, List.of(variable("LD_LIBRARY_PATH").split(File.pathSeparator, -1)));
    add(folders, USUAL);
    for (Path file : entries(root.resolve("etc/ld.so.conf.d"), "*.conf")) {
      try {
        add(folders, Files.readAllLines(file, StandardCharsets.ISO_8859_1));
      } catch (IOException | UncheckedIOException e) {
        continue; // Not every system has them; the usual folders remain.
      }
    }
    return folders;
  }

  /**
   * Those of the loader, of CUDA's toolkits (newest first), of conda, and of Python environments:
   * the active one, that of the command, those of the {@code python3} on the PATH, the user's own.
   */
  List<Path> all() {
    Set<Path> folders = new LinkedHashSet<>(ofLoader());
    List<Path> toolkits = new ArrayList<>(entries(root.resolve("usr/local"), "cuda-1[3-9]*"));
    toolkits.sort(Comparator.comparing((Path one) -> one.toString()).reversed());
    for (Path toolkit : toolkits) {
      folders.add(toolkit.resolve("lib64"));
      folders.add(toolkit.resolve("targets/x86_64-linux/lib"));
    }
    prefix("CONDA_PREFIX").ifPresent(one -> folders.add(one.resolve("lib")));
    for (Path prefix : pythons()) {
      addPython(folders, prefix);
    }
    return List.copyOf(folders);
  }

  /** Folders that hold {@code lib/python3.N}. */
  private Set<Path> pythons() {
    Set<Path> prefixes = new LinkedHashSet<>();
    prefix("VIRTUAL_ENV").ifPresent(prefixes::add);
    prefix("CONDA_PREFIX").ifPresent(prefixes::add);
    prefix("HOME").ifPresent(one -> prefixes.add(one.resolve(OWN)));
    List<Path> programs = new ArrayList<>();
    add(programs, List.of(variable("PATH").split(File.pathSeparator, -1)));
    for (Path folder : programs) {
      Path program = folder.resolve("python3");
      if (Files.isExecutable(program)) {
        addPrefix(prefixes, program);
        try {
          addPrefix(prefixes, program.toRealPath());
        } catch (IOException e) {
          continue; // A link to nothing.
        }
      }
    }
    prefix("HOME").ifPresent(one -> prefixes.add(one.resolve(".local")));
    prefixes.add(root.resolve("usr/local"));
    prefixes.add(root.resolve("usr"));
    return prefixes;
  }

  private static void addPrefix(Set<Path> prefixes, Path program) {
    Path folder = program.getParent();
    Path prefix = folder == null ? null : folder.getParent();
    if (prefix != null) {
      prefixes.add(prefix);
    }
  }

  /** NVIDIA's packages lie in {@code nvidia/NAME/lib}, those of CUDA 13 in {@code nvidia/cu13}. */
  private static void addPython(Set<Path> folders, Path prefix) {
    for (Path version : entries(prefix.resolve("lib"), "python3*")) {
      for (String packages : List.of("site-packages", "dist-packages")) {
        for (Path one : entries(version.resolve(packages).resolve("nvidia"), "*")) {
          folders.add(one.resolve("lib"));
        }
      }
    }
  }

  private static List<Path> entries(Path folder, String pattern) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(one -> matcher.matches(one.getFileName())).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private Optional<Path> prefix(String variable) {
    List<Path> found = new ArrayList<>();
    add(found, List.of(variable(variable)));
    return found.stream().findFirst();
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  private void add(List<Path> folders, List<String> names) {
    for (String name : names) {
      String inside = name.strip().replaceFirst("^/+", "");
      if (!inside.isEmpty() && !inside.startsWith("#")) {
        try {
          folders.add(root.resolve(inside));
        } catch (InvalidPathException e) {
          continue;
        }
      }
    }
  }
}
