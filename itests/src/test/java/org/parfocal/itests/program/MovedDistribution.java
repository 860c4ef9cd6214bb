package org.parfocal.itests.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.parfocal.itest.Program;

/** A distribution that stands elsewhere, with a space in its path, and may be changed. */
record MovedDistribution(Path home) implements AutoCloseable {
  private static final List<String> LINKED = List.of("lib", "repository");

  /** Links what is large and copies what tests change. */
  static MovedDistribution below(Path folder) throws IOException {
    Path home = Files.createDirectory(folder.resolve("moved distribution"));
    for (String part : LINKED) {
      Files.createSymbolicLink(home.resolve(part), Program.distribution().resolve(part));
    }
    for (String part : List.of("bin", "features")) {
      Path copy = Files.createDirectory(home.resolve(part));
      try (Stream<Path> files = Files.list(Program.distribution().resolve(part))) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    if (!home.resolve("bin/parfocal").toFile().setExecutable(true)) {
      throw new IOException("bin/parfocal cannot be made executable");
    }
    Files.createDirectory(home.resolve("plugins"));
    return new MovedDistribution(home);
  }

  /** A place for a plugin jar. */
  Path plugin(String jar) {
    return home.resolve("plugins").resolve(jar);
  }

  /** Takes a bundle out of a feature file. */
  void remove(String feature, String artifact) throws IOException {
    Path file = home.resolve("features").resolve(feature);
    String text = Files.readString(file);
    String changed =
        text.replaceFirst("(?s)\\{\\s*\"id\": \"[^\"]*:" + artifact + ":[^\"]*\"\\s*}\\s*,", "");
    if (changed.equals(text)) {
      throw new IOException(feature + " does not name " + artifact);
    }
    Files.writeString(file, changed);
  }

  /** Its program. */
  Program program(Path folder) {
    return Program.in(folder).from(home);
  }

  /** Takes the links away, so that nothing follows them when the folder is removed. */
  @Override
  public void close() throws IOException {
    for (String part : LINKED) {
      Files.delete(home.resolve(part));
    }
  }
}
