package org.parfocal.launcher;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A distribution folder: {@code bin/ lib/ repository/ features/ configs/ plugins/}.
 *
 * @param home the folder
 * @param pluginFolders folders whose jars are installed beside the features' bundles
 */
public record Distribution(Path home, List<Path> pluginFolders) {

  /** System property that {@code bin/parfocal} sets. */
  static final String HOME_PROPERTY = "parfocal.home";

  /** Environment variable with more plugin folders, separated like a class path. */
  static final String PLUGINS_VARIABLE = "PARFOCAL_PLUGINS";

  /**
   * Finds the distribution.
   *
   * @param home value of {@link #HOME_PROPERTY}
   * @param morePlugins value of {@link #PLUGINS_VARIABLE}
   * @throws LaunchException if the folder is none
   */
  public static Distribution at(@Nullable String home, @Nullable String morePlugins)
      throws LaunchException {
    if (home == null) {
      throw new LaunchException(
          "The system property parfocal.home is not set; start Parfocal with bin/parfocal.");
    }
    Path folder = Path.of(home).toAbsolutePath().normalize();
    for (String needed : List.of("features", "repository")) {
      if (!Files.isDirectory(folder.resolve(needed))) {
        throw new LaunchException(
            "%s is not a Parfocal distribution: its folder %s is missing; unpack or build it again."
                .formatted(folder, needed));
      }
    }
    List<Path> plugins = new ArrayList<>();
    plugins.add(folder.resolve("plugins"));
    if (morePlugins != null && !morePlugins.isBlank()) {
      for (String one : morePlugins.split(File.pathSeparator, -1)) {
        if (!one.isBlank()) {
          Path more = Path.of(one).toAbsolutePath().normalize();
          if (!Files.isDirectory(more)) {
            throw new LaunchException(
                "The environment variable %s names %s, which is not a folder."
                    .formatted(PLUGINS_VARIABLE, more));
          }
          plugins.add(more);
        }
      }
    }
    return new Distribution(folder, List.copyOf(plugins));
  }

  /** The feature files, by name. */
  public List<Path> features() {
    return files(home.resolve("features"), ".json");
  }

  /**
   * The bundles that the feature files name, in their order.
   *
   * @throws LaunchException if a feature file is wrong or names a bundle that does not exist
   */
  public List<PlacedBundle> bundles() throws LaunchException {
    List<PlacedBundle> bundles = new ArrayList<>();
    FeatureFile reader = new FeatureFile(repository());
    for (Path feature : features()) {
      bundles.addAll(reader.read(feature));
    }
    return List.copyOf(bundles);
  }

  /** The jars in the plugin folders, by name. */
  public List<Path> plugins() {
    return pluginFolders.stream().flatMap(folder -> files(folder, ".jar").stream()).toList();
  }

  /** The folder of bundles in the layout of a Maven repository. */
  public Path repository() {
    return home.resolve("repository");
  }

  private static List<Path> files(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> entry.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
