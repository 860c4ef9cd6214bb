package org.parfocal.platform.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Sections;
import org.parfocal.core.text.Json;
import org.parfocal.platform.internal.reading.Setting;

/**
 * Finds the weights of a stored model's backbone: the file that is given now; the model's own, if
 * the backbone learnt; the file that the configuration names; or one of its name in the folder
 * {@code weights} of the study. Whether they are the right ones is seen when the model is loaded.
 */
final class StoredWeights {
  private static final String OPTION = "weights";
  private static final String OWN = "model/backbone.safetensors";
  private static final String DESCRIPTION = "model/model.json";
  private static final String STUDY = "../../..";
  private static final long LARGEST_DESCRIPTION = 16 << 20;

  private StoredWeights() {}

  /**
   * What overrides the configuration.
   *
   * @param job its folder
   * @param stored its configuration
   * @param given replaces what is written, if it is there
   * @throws ConfigurationException if there is no such file anywhere; says which one it is
   */
  static List<String> found(Path job, Setting stored, Optional<Path> given) {
    Optional<String> written =
        stored.child(Sections.BACKBONE).flatMap(it -> it.child(OPTION)).flatMap(Setting::text);
    if (written.isEmpty() || written.get().isBlank() || written.get().equals("none")) {
      return List.of();
    }
    Path own = job.resolve(OWN);
    if (given.isPresent()) {
      return override(given.get());
    }
    if (Files.isRegularFile(own)) {
      return override(own);
    }
    Path named = path(written.get());
    if (named.isAbsolute() && Files.isRegularFile(named)) {
      return List.of();
    }
    Path packed =
        job.toAbsolutePath()
            .resolve(STUDY)
            .normalize()
            .resolve(OPTION)
            .resolve(String.valueOf(named.getFileName()));
    if (Files.isRegularFile(packed)) {
      return override(packed);
    }
    throw new ConfigurationException(
        "The model in %s needs the weights file %s, which is not there; give the same file with --weights FILE (%s)."
            .formatted(job, named, identity(job)));
  }

  private static List<String> override(Path file) {
    return List.of(Sections.BACKBONE + "." + OPTION + "=" + file.toAbsolutePath().normalize());
  }

  private static Path path(String written) {
    try {
      return Path.of(written);
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          "backbone.weights is no path (%s): %s."
              .formatted(e.getReason(), written.replace('\0', '?')));
    }
  }

  private static String identity(Path job) {
    Path file = job.resolve(DESCRIPTION);
    try {
      if (Files.isRegularFile(file) && Files.size(file) <= LARGEST_DESCRIPTION) {
        return Json.parse(Files.readString(file)).text("backbone");
      }
    } catch (IOException e) {
      return "its checksum cannot be read";
    }
    return "its checksum is not known";
  }
}
