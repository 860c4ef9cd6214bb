package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.OutputException;
import org.parfocal.api.Part;
import org.parfocal.api.Sample;
import org.parfocal.api.Sections;
import org.parfocal.api.Sha256;
import org.parfocal.core.Variant;
import org.parfocal.core.text.Json;

/**
 * What a job is to do: SHA-256 over the canonical JSON of everything that decides its result but
 * the code.
 *
 * <p>These are the configuration of model and training, the data set's manifest, the protocol's
 * configuration, the fold's name and the sample ids of its parts, the seed, and the version of this
 * scheme. Not among them are the keys {@link #EXCLUDED}, which change where or how fast a job runs
 * and not what it computes, nor the place of the data set or of a fold file: what was read from
 * there counts. A value that is the absolute path of a file counts by the file's content.
 */
final class JobSettings {
  /** Keys that never count, at any depth. */
  static final Set<String> EXCLUDED = Set.of("cache", "output", "threads", "workers");

  private static final int FORMAT = 2;
  private static final String PATH = "path";

  private final Map<Path, String> files = new HashMap<>();
  private final Map<Fold, String> folds = new IdentityHashMap<>();

  String of(Variant variant, Dataset dataset, Fold fold, long seed) {
    Map<String, Object> sections = new LinkedHashMap<>(variant.configuration());
    sections.keySet().removeAll(Set.of(Sections.DATASET, Sections.PROTOCOL));
    Object protocol = relevant(variant.section(Sections.PROTOCOL), Set.of(PATH));
    Map<String, @Nullable Object> all = new TreeMap<>();
    all.put("format", FORMAT);
    all.put("variant", relevant(sections, Set.of()));
    all.put("dataset", dataset.manifest());
    all.put("protocol", Json.canonical(protocol));
    all.put("fold", folds.computeIfAbsent(fold, JobSettings::parts));
    all.put("seed", seed);
    return Sha256.of(Json.canonical(all));
  }

  private static String parts(Fold fold) {
    Map<String, Object> parts = new TreeMap<>();
    parts.put("name", fold.name());
    for (Part part : Part.values()) {
      parts.put(part.label(), fold.part(part).stream().map(Sample::id).toList());
    }
    return Sha256.of(Json.canonical(parts));
  }

  private @Nullable Object relevant(@Nullable Object value, Set<String> alsoExcluded) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new TreeMap<>();
      map.forEach(
          (key, item) -> {
            String name = String.valueOf(key);
            if (!EXCLUDED.contains(name) && !alsoExcluded.contains(name)) {
              copy.put(name, relevant(item, alsoExcluded));
            }
          });
      return copy;
    }
    if (value instanceof Iterable<?> items) {
      List<@Nullable Object> copy = new ArrayList<>();
      items.forEach(item -> copy.add(relevant(item, alsoExcluded)));
      return copy;
    }
    return value instanceof String text ? content(text) : value;
  }

  private String content(String text) {
    try {
      Path path = Path.of(text);
      return path.isAbsolute() && Files.isRegularFile(path)
          ? "content " + files.computeIfAbsent(path, JobSettings::sum)
          : text;
    } catch (InvalidPathException e) {
      return text;
    }
  }

  private static String sum(Path file) {
    try {
      return Sha256.ofFile(file);
    } catch (IOException e) {
      throw new OutputException(
          "The file %s, which the configuration names, cannot be read: %s."
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
