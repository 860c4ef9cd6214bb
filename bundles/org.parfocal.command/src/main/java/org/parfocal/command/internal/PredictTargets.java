package org.parfocal.command.internal;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parfocal.api.ConfigurationException;
import org.parfocal.core.ModelArchive;
import org.parfocal.core.ModelFolders;

/**
 * What the words after {@code predict} name: models first, then images or one data set, then
 * options of its reader.
 *
 * @param models folders of jobs, or above them, or archives of them; one or more
 * @param images files and folders; empty if a data set is named
 * @param dataset a study file or the name of a reader; empty if images are named
 * @param settings {@code key=value}
 */
record PredictTargets(
    List<Path> models, List<Path> images, Optional<String> dataset, List<String> settings) {
  static PredictTargets of(List<String> words) {
    List<Path> models = new ArrayList<>();
    List<String> what = new ArrayList<>();
    List<String> settings = new ArrayList<>();
    for (String word : words) {
      Path path = path(word);
      if (word.contains("=") && !Files.exists(path)) {
        settings.add(word);
      } else if (models.isEmpty() || what.isEmpty() && holdsModels(path)) {
        models.add(path);
      } else {
        what.add(word);
      }
    }
    if (what.isEmpty()) {
      throw new ConfigurationException(
          "Name what is to be predicted after the model: images, folders of images, a study file, or a reader with its options (path=…).");
    }
    String first = what.get(0);
    if (!settings.isEmpty() || isStudy(first) || !Files.exists(path(first))) {
      if (what.size() > 1) {
        throw new ConfigurationException(
            "%s and %s are named together; give one data set, or images alone (%s)."
                .formatted(first, what.get(1), "a file or folder that exists"));
      }
      return new PredictTargets(models, List.of(), Optional.of(first), settings);
    }
    List<Path> images = what.stream().map(PredictTargets::path).toList();
    images.stream()
        .filter(image -> !Files.exists(image))
        .findFirst()
        .ifPresent(
            image -> {
              throw new ConfigurationException(image + " does not exist; correct its path.");
            });
    return new PredictTargets(models, images, Optional.empty(), settings);
  }

  private static boolean holdsModels(Path path) {
    return ModelFolders.isOne(path) || ModelArchive.isOne(path);
  }

  private static boolean isStudy(String word) {
    return word.endsWith(".yaml") || word.endsWith(".yml");
  }

  private static Path path(String word) {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          "'%s' is no path: %s.".formatted(word.replace('\0', '?'), e.getReason()));
    }
  }
}
