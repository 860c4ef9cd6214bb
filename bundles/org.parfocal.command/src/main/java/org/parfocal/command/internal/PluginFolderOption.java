package org.parfocal.command.internal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Names the folder of plugins on the command line, if it is not the distribution's. */
final class PluginFolderOption {
  @Option(
      names = "--in",
      paramLabel = "FOLDER",
      description =
          "Another folder than the distribution's plugins; PARFOCAL_PLUGINS has Parfocal look"
              + " there.")
  @Nullable Path folder;

  PluginFolder folder() {
    return folder == null ? PluginFolder.ofDistribution() : new PluginFolder(folder);
  }
}
