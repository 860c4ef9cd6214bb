package org.parfocal.model.process.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.parfocal.api.ConfigurationException;

/**
 * The programs that may be started here. A study file comes from anywhere and must not run code, so
 * that it only names a program: whoever runs the study permits it, file by file or with its folder.
 *
 * @param permitted files, and folders in which, or below which, all are
 */
record PermittedPrograms(List<Path> permitted) {
  /** Property in which the launcher gathers them, separated as a class path is. */
  private static final String PROPERTY = "parfocal.programs";

  /** Whose arguments are the program, so that a study file would decide what runs. */
  private static final Pattern INTERPRETERS =
      Pattern.compile(
          "(python|pypy|perl|ruby|node|deno|bun|java|jshell|julia|R|Rscript|sh|bash|dash|zsh|fish|ksh|csh|tcsh"
              + "|busybox|toybox|env|php|lua|tclsh|awk|gawk|mawk|sed|octave|matlab|xargs|find|ssh|sudo)[0-9.-]*");

  /** Those that the launcher was told of. */
  static PermittedPrograms ofProcess() {
    return of(System.getProperty(PROPERTY, ""));
  }

  /** A list of paths as the launcher writes it. */
  static PermittedPrograms of(String paths) {
    return new PermittedPrograms(
        Arrays.stream(paths.split(File.pathSeparator, -1))
            .filter(path -> !path.isBlank())
            .map(Path::of)
            .toList());
  }

  /**
   * The file of a program that a study names; if it is not there, one of its name that is
   * permitted, since archives of models keep no folders.
   *
   * @return its real path
   * @throws ConfigurationException if it is not there, not permitted, or no program
   */
  Path find(String program) {
    Path named = path(program);
    Path file = Files.exists(named) ? named : elsewhere(named).orElseThrow(() -> absent(named));
    Path real = real(file).orElseThrow(() -> absent(named));
    if (!Files.isRegularFile(real) || !Files.isExecutable(real)) {
      throw new ConfigurationException(
          "model.program names %s, which is no program: make it executable (chmod +x)."
              .formatted(file));
    }
    if (permitted.stream().flatMap(path -> real(path).stream()).noneMatch(real::startsWith)) {
      throw new ConfigurationException(
          "model.program names %s, and no study file starts a program by itself: if you trust this one, add --allow-program %1$s, or name its folder in the environment variable PARFOCAL_PROGRAMS."
              .formatted(file));
    }
    if (INTERPRETERS.matcher(String.valueOf(real.getFileName())).matches()) {
      throw new ConfigurationException(
          "model.program names %s, which runs whatever its arguments say: name your own file instead, with a first line such as #!/usr/bin/env python3."
              .formatted(file));
    }
    if (isWritableByAll(real)) {
      throw new ConfigurationException(
          "model.program names %s, which every user of this machine can change: take that right away (chmod o-w)."
              .formatted(file));
    }
    return real;
  }

  private static Path path(String program) {
    try {
      return Path.of(program).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          "model.program is no path (%s): %s."
              .formatted(e.getReason(), program.replace('\0', '?')));
    }
  }

  private Optional<Path> elsewhere(Path named) {
    Path name = named.getFileName();
    return name == null
        ? Optional.empty()
        : permitted.stream()
            .flatMap(
                path ->
                    name.equals(path.getFileName())
                        ? Stream.of(path)
                        : Stream.of(path.resolve(name)))
            .filter(Files::isRegularFile)
            .findFirst();
  }

  private static ConfigurationException absent(Path named) {
    return new ConfigurationException(
        "model.program names %s, which is not there.".formatted(named));
  }

  private static Optional<Path> real(Path path) {
    try {
      return Optional.of(path.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isWritableByAll(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
