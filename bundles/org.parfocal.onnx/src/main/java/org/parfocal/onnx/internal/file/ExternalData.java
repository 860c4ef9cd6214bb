package org.parfocal.onnx.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import org.parfocal.api.ConfigurationException;

/**
 * Where a tensor's numbers lie, if not in the model file. They must lie in its folder: a model from
 * a stranger is to name no other file of this machine.
 *
 * @param location as written
 * @param end bytes of the file that are used: offset and length
 */
record ExternalData(String location, long end) {
  /**
   * The file.
   *
   * @throws ConfigurationException if it lies elsewhere, is not there, or is too short
   */
  Path file(Path model) {
    try {
      Path folder = Objects.requireNonNull(model.toAbsolutePath().normalize().getParent());
      Path file = folder.resolve(location).normalize();
      if (Path.of(location).isAbsolute() || location.contains("..") || !file.startsWith(folder)) {
        throw elsewhere(model);
      }
      if (!Files.isRegularFile(file)) {
        throw new ConfigurationException(
            "The weights of the model %s are in the file %s, which is not there; put it beside the model."
                .formatted(model, location));
      }
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw elsewhere(model);
      }
      if (end > Files.size(file)) {
        throw new ConfigurationException(
            "The file %s, in which the weights of the model %s are, is truncated: %d bytes, of which %d are needed; copy it again."
                .formatted(file, model, Files.size(file), end));
      }
      return file;
    } catch (InvalidPathException | IOException e) {
      throw new ConfigurationException(
          "The weights of the model %s cannot be read: %s."
              .formatted(model, String.valueOf(e.getMessage())));
    }
  }

  private ConfigurationException elsewhere(Path model) {
    return new ConfigurationException(
        "The model %s has its weights in another folder (%s), and only files beside it are read; write it again with its data in one file beside it."
            .formatted(model, location));
  }
}
