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
 * @param selections of options among the variants; a variant is an option of at most one
 */
public record Study(
    String name,
    Path directory,
    Map<String, Object> configuration,
    List<Variant> variants,
    List<Long> seeds,
    List<Selection> selections) {
  public Study {
    variants = List.copyOf(variants);
    seeds = List.copyOf(seeds);
    selections = List.copyOf(selections);
  }

  /** A study in which nothing is chosen. */
  public Study(
      String name,
      Path directory,
      Map<String, Object> configuration,
      List<Variant> variants,
      List<Long> seeds) {
    this(name, directory, configuration, variants, seeds, List.of());
  }
}
