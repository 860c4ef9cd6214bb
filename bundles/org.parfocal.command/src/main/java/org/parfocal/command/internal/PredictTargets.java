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
 * @param images files and folders; empty if a data set is named, or nothing, which means the images
 *     that are packed with the models
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
    if (what.isEmpty() && settings.isEmpty()) {
      return new PredictTargets(models, List.of(), Optional.empty(), List.of());
    }
    if (what.isEmpty()) {
      throw unnamed();
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

  /** These, or where nothing was named the images that one of the archives holds. */
  PredictTargets orElsePacked(List<ModelArchive> archives) {
    if (!images.isEmpty() || dataset.isPresent()) {
      return this;
    }
    Path packed =
        archives.stream()
            .flatMap(archive -> archive.images().stream())
            .findFirst()
            .orElseThrow(PredictTargets::unnamed);
    return new PredictTargets(models, List.of(), Optional.of("table"), List.of("path=" + packed));
  }

  /** What is said where nothing is named, and no archive holds images. */
  private static ConfigurationException unnamed() {
    return new ConfigurationException(
        "Name what is to be predicted after the model: images, folders of images, a study file, or a reader with its options (path=…).");
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
