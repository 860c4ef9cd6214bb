package org.parfocal.core;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A validated study.
 *
 * @param name from the configuration; names a folder
 * @param directory where results go: {@code <output>/<name>}
 * @param configuration everything as resolved, defaults included: section → option → value, values
 *     being {@code String}, {@code Boolean}, {@code Long}, {@code Double}, lists or maps of these,
 *     in a stable order
 * @param variants at least one, names unique
 * @param seeds at least one, unique
 */
public record Study(
    String name,
    Path directory,
    Map<String, Object> configuration,
    List<Variant> variants,
    List<Long> seeds) {
  public Study {
    variants = List.copyOf(variants);
    seeds = List.copyOf(seeds);
  }
}
