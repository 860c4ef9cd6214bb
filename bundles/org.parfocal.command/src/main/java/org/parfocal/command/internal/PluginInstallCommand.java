package org.parfocal.command.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.OutputException;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "install",
    description =
        "Puts a plugin's jar into the folder of plugins, if it would work here, and records its"
            + " checksum. Plugins are code that can do whatever you can: install what you trust.")
final class PluginInstallCommand extends PlatformCommand {
  @Parameters(
      index = "0",
      paramLabel = "FILE|GROUP:ARTIFACT:VERSION",
      description =
          "A jar, or the coordinates of one: it is taken from this user's Maven repository if it is"
              + " there, and else downloaded and checked.")
  String source = "";

  @Option(
      names = "--repository",
      paramLabel = "URI",
      description = "The Maven repository to download from (default: ${DEFAULT-VALUE}).")
  URI repository = URI.create("https://repo.maven.apache.org/maven2/");

  @Mixin PluginFolderOption in = new PluginFolderOption();

  private final BundleContext context;

  PluginInstallCommand(BundleContext context, Platform platform, Terminal terminal) {
    super(platform, terminal);
    this.context = context;
  }

  @Override
  public Integer call() {
    PluginFolder plugins = in.folder();
    Path temporary = temporary();
    try {
      Path jar = jar(temporary);
      PluginFolder.Entry entry = new PluginCandidate(context, platform).check(jar, source);
      plugins.add(jar, entry);
      terminal
          .out()
          .printf(
              "%s %s is in %s%nsha256 %s%n",
              entry.bundle(),
              entry.version(),
              plugins.path().resolve(entry.file()).toAbsolutePath().normalize(),
              entry.sha256());
      return ExitCodes.DONE;
    } finally {
      delete(temporary);
    }
  }

  /** A copy: what was checked is what is installed. */
  private Path jar(Path temporary) {
    Optional<PluginCoordinates> coordinates = PluginCoordinates.of(source);
    Path file = coordinates.map(PluginCoordinates::local).orElseGet(this::file);
    if (coordinates.isPresent() && !Files.isRegularFile(file)) {
      new PluginDownload().fetch(coordinates.get().in(repository), temporary);
      return temporary;
    }
    try {
      if (!Files.isRegularFile(file)) {
        throw new ConfigurationException(
            "%s is neither a file nor GROUP:ARTIFACT:VERSION.".formatted(source));
      }
      if (Files.size(file) > PluginFolder.LARGEST) {
        throw new ConfigurationException(
            "%s has more than %d MiB, and no plugin has."
                .formatted(file, PluginFolder.LARGEST >> 20));
      }
      Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING);
      return temporary;
    } catch (IOException e) {
      throw new OutputException("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
  }

  private Path file() {
    try {
      return Path.of(source);
    } catch (InvalidPathException e) {
      throw new ConfigurationException("%s is no path.".formatted(source.replace('\0', '?')));
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("parfocal-plugin", ".jar");
    } catch (IOException e) {
      throw new OutputException("No temporary file can be made: %s.".formatted(e.getMessage()), e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new OutputException("%s cannot be removed: %s.".formatted(file, e.getMessage()), e);
    }
  }
}
