package org.parfocal.api;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Knows one format of files that hold a whole backbone; a service. */
@ConsumerType
public interface BackboneFile {
  /** Whether a file looks like one of this format, by its name. */
  boolean reads(Path file);

  /**
   * What a file says of itself, and what comes of trying it: facts by what they are called, in the
   * order in which they are shown. Each is a text, a number, or a list or map of them.
   *
   * @throws ConfigurationException if it is of no use; says what to do
   */
  Map<String, Object> describe(Path file);

  /**
   * The file itself and those beside it that it is nothing without.
   *
   * @throws ConfigurationException as {@link #describe}
   */
  List<Path> parts(Path file);

  /**
   * The files that belong together as a file's format says: those of its {@link #parts}, or the
   * file alone if it is of none of the formats.
   */
  static List<Path> together(Collection<BackboneFile> formats, Path file) {
    return formats.stream()
        .filter(format -> format.reads(file))
        .findFirst()
        .map(format -> format.parts(file))
        .orElseGet(() -> List.of(file));
  }
}
