package org.parfocal.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.Executor;
import org.parfocal.api.Protocol;

/** Turns study files into configured plugins. */
@ProviderType
public interface Platform {
  /** The installed plugins, as they are at this moment. */
  Catalogue catalogue();

  /**
   * JSON Schema (draft 2020-12) of study files with the installed plugins.
   *
   * @return what its JSON is made of
   */
  Map<String, @Nullable Object> schema();

  /**
   * Reads a study file, checks all of it, and wires its plugins.
   *
   * @param file YAML
   * @param overrides {@code key=value} settings that win over the file, keys dotted
   * @throws org.parfocal.api.ConfigurationException with every problem that was found
   * @throws org.parfocal.api.PluginException if a plugin does not start; says why
   */
  OpenStudy open(Path file, List<String> overrides);

  /**
   * Wires the reader of a data set alone.
   *
   * @param readerOrFile the name of a reader plugin, or a study file of which only the section
   *     {@code dataset} is used
   * @param overrides {@code key=value}; a key without the section's name means an option of the
   *     reader
   * @throws org.parfocal.api.ConfigurationException with every problem that was found
   * @throws org.parfocal.api.PluginException if the reader does not start; says why
   */
  Wired<DatasetReader> dataset(String readerOrFile, List<String> overrides);

  /**
   * Wires the protocol of a data set alone.
   *
   * @param readerOrFile as in {@link #dataset}
   * @param overrides as in {@link #dataset}
   * @return empty for the name of a reader, and for a file in which each variant has its own
   * @throws org.parfocal.api.ConfigurationException with every problem that was found
   * @throws org.parfocal.api.PluginException if the protocol does not start; says why
   */
  Optional<Wired<Protocol>> protocol(String readerOrFile, List<String> overrides);

  /**
   * Wires what starts workers.
   *
   * @param nameOrFile the name of an executor, or a YAML file with a section {@code executor}
   * @param options {@code executor.key=value}
   * @throws org.parfocal.api.ConfigurationException with every problem that was found
   * @throws org.parfocal.api.PluginException if the executor does not start; says why
   */
  Wired<Executor> executor(String nameOrFile, List<String> options);

  /**
   * Opens the study that a results folder was made by, from the {@code study.yaml} stored in it.
   *
   * @param folder {@code <output>/<study>}
   * @throws org.parfocal.api.ConfigurationException if this is no study folder
   * @throws org.parfocal.api.PluginException if a plugin does not start; says why
   */
  OpenStudy reopen(Path folder);

  /**
   * Wires the model strategy that a finished job was trained with.
   *
   * @param folder {@code <output>/<study>/<variant>/<fold>/seed-<n>}
   * @param weights the file of the backbone's weights, where they are no longer, or not here, what
   *     the job's configuration names
   * @throws org.parfocal.api.ConfigurationException if this is no job folder, or its backbone is
   *     frozen and its weights are nowhere
   * @throws org.parfocal.api.PluginException if a plugin does not start; says why
   */
  OpenModel model(Path folder, Optional<Path> weights);

  /** Every installed bundle and whether it can work. */
  List<BundleStatus> bundles();
}
