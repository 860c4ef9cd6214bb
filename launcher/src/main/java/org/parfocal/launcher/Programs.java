package org.parfocal.launcher;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The programs that a study may start, which is never told by a study itself: whoever runs it names
 * them, or folders of them.
 */
final class Programs {
  /** Launcher's option, which may be given several times. */
  static final String OPTION = "--allow-program";

  /** Environment variable, separated like a class path. */
  static final String VARIABLE = "PARFOCAL_PROGRAMS";

  /** System property by which they are told to the bundles, separated likewise. */
  static final String PROPERTY = "parfocal.programs";

  private Programs() {}

  /**
   * Those of the environment.
   *
   * @throws LaunchException if one is not there
   */
  static List<Path> of(Map<String, String> environment) throws LaunchException {
    List<Path> programs = new ArrayList<>();
    for (String one : environment.getOrDefault(VARIABLE, "").split(File.pathSeparator, -1)) {
      if (!one.isBlank()) {
        programs.add(path(one, "The environment variable " + VARIABLE));
      }
    }
    return programs;
  }

  /**
   * One.
   *
   * @param where it is written
   * @throws LaunchException if there is no such file or folder
   */
  static Path path(String text, String where) throws LaunchException {
    try {
      Path path = Path.of(text).toAbsolutePath().normalize();
      if (!text.isBlank() && Files.exists(path) && !path.toString().contains(File.pathSeparator)) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    throw LaunchException.usage(
        "%s names \"%s\"; it must name a program that a study may start, or a folder of them, without \"%s\" in its path."
            .formatted(where, text.replace('\0', '?'), File.pathSeparator));
  }

  /** Tells the bundles. */
  static void publish(List<Path> programs) {
    System.setProperty(
        PROPERTY,
        programs.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
  }
}
