package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.OutputException;
import org.parfocal.api.Part;
import org.parfocal.api.Sample;
import org.parfocal.api.Sections;
import org.parfocal.api.Sha256;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.Variant;
import org.parfocal.core.internal.store.WeightFiles;
import org.parfocal.core.text.Json;

/**
 * What a job is to do: everything that decides its result but the code, by name.
 *
 * <p>These are the options of model and training that decide it, the data set's manifest, the
 * protocol's options, the fold's name and the sample ids of its parts, the seed, and the engine.
 * Not among them is the place of the data set or of a fold file: what was read from there counts. A
 * value that is the absolute path of a file counts by the content of the file, and of those that
 * belong to it.
 */
final class JobSettings {
  private static final String PROTOCOL_FILE = Sections.PROTOCOL + ".path";
  private static final int LONGEST = 80;

  private final String engine;
  private final Function<Path, List<Path>> together;
  private final Map<Path, String> files = new HashMap<>();
  private final Map<Fold, String> folds = new IdentityHashMap<>();

  /**
   * Of the jobs of a study.
   *
   * @param engine its build and number of threads
   * @param together the files that belong to one that an option names, with that one
   */
  JobSettings(String engine, Function<Path, List<Path>> together) {
    this.engine = engine;
    this.together = together;
  }

  Map<String, String> of(Variant variant, Dataset dataset, Fold fold, long seed) {
    Map<String, String> settings = new TreeMap<>();
    variant
        .deciding()
        .forEach(
            (section, options) -> {
              if (!section.equals(Sections.DATASET)) {
                add(section, options, settings);
              }
            });
    settings.remove(PROTOCOL_FILE);
    settings.put(JobIdentity.DATA, dataset.manifest());
    settings.put(JobIdentity.FOLD, folds.computeIfAbsent(fold, JobSettings::parts));
    settings.put("seed", Long.toString(seed));
    settings.put(JobIdentity.ENGINE, engine);
    return settings;
  }

  private static String parts(Fold fold) {
    Map<String, Object> parts = new TreeMap<>();
    parts.put("name", fold.name());
    for (Part part : Part.values()) {
      parts.put(part.label(), fold.part(part).stream().map(Sample::id).toList());
    }
    return Sha256.of(Json.canonical(parts));
  }

  private void add(String name, @Nullable Object value, Map<String, String> settings) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      map.forEach((key, item) -> add(name + "." + key, item, settings));
    } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
      for (int index = 0; index < list.size(); index++) {
        add("%s[%d]".formatted(name, index), list.get(index), settings);
      }
    } else {
      String text = value instanceof String written ? content(written) : Json.canonical(value);
      settings.put(name, text.length() > LONGEST ? "sha256:" + Sha256.of(text) : text);
    }
  }

  private String content(String text) {
    try {
      Path path = Path.of(text);
      return path.isAbsolute() && Files.isRegularFile(path)
          ? JobIdentity.CONTENT + files.computeIfAbsent(path, this::sum)
          : text;
    } catch (InvalidPathException e) {
      return text;
    }
  }

  private String sum(Path file) {
    try {
      return WeightFiles.of(file, together).sha256();
    } catch (IOException e) {
      throw new OutputException(
          "The file %s, which the configuration names, cannot be read: %s."
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
