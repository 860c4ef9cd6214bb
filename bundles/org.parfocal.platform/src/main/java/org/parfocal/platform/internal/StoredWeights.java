package org.parfocal.platform.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Sections;
import org.parfocal.core.text.Json;
import org.parfocal.platform.internal.reading.Setting;
import org.parfocal.platform.internal.resolving.PathOptions;

/**
 * Finds the files that options of a stored model's backbone name, its weights: the file that is
 * given now; the model's own, if the backbone learnt; the file that the configuration names; or one
 * of its name in the folder {@code weights} of the study. Whether they are the right ones is seen
 * when the model is loaded.
 */
final class StoredWeights {
  private static final String FOLDER = "weights";
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
    return stored.child(Sections.BACKBONE).stream()
        .flatMap(backbone -> backbone.children().stream())
        .filter(option -> PathOptions.isPath(option.name()))
        .flatMap(option -> override(job, option, given).stream())
        .toList();
  }

  private static Optional<String> override(Path job, Setting option, Optional<Path> given) {
    String written = option.text().orElse("");
    if (written.isBlank() || written.equals("none")) {
      return Optional.empty();
    }
    Path own = job.resolve(OWN);
    if (given.isPresent()) {
      return naming(option, given.get());
    }
    if (Files.isRegularFile(own)) {
      return naming(option, own);
    }
    Path named = path(option, written);
    if (named.isAbsolute() && Files.isRegularFile(named)) {
      return Optional.empty();
    }
    Path weights = job.toAbsolutePath().resolve(STUDY).normalize().resolve(FOLDER);
    Path packed =
        weights
            .resolve(named.isAbsolute() ? Objects.requireNonNull(named.getFileName()) : named)
            .normalize();
    if (packed.startsWith(weights) && Files.isRegularFile(packed)) {
      return naming(option, packed);
    }
    throw new ConfigurationException(
        "The model in %s needs the weights file %s, which is not there; give the same file with --weights FILE (%s)."
            .formatted(job, named, identity(job)));
  }

  private static Optional<String> naming(Setting option, Path file) {
    return Optional.of(
        "%s.%s=%s".formatted(Sections.BACKBONE, option.name(), file.toAbsolutePath().normalize()));
  }

  private static Path path(Setting option, String written) {
    try {
      return Path.of(written);
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          "backbone.%s is no path (%s): %s."
              .formatted(option.name(), e.getReason(), written.replace('\0', '?')));
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
