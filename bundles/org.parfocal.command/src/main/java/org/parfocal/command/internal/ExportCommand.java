package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.DatasetWriter;
import org.parfocal.platform.Platform;
import org.parfocal.platform.Wired;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description =
        "Writes a data set to disk in a known layout; continues an export that was stopped.")
final class ExportCommand extends WritingCommand {
  @Parameters(
      index = "0",
      paramLabel = "FILE|READER",
      description = "A study file, or the name of a reader plugin.")
  String target = "";

  @Parameters(index = "1", paramLabel = "DIRECTORY", description = "A new or empty folder.")
  Path directory = Path.of("");

  @Parameters(
      index = "2..*",
      paramLabel = "key=value",
      description = "Options of the reader, for example patients=24.")
  List<String> settings = List.of();

  @Option(
      names = "--layout",
      defaultValue = "breakhis",
      description = "The layout (default: ${DEFAULT-VALUE}).")
  String layout = "breakhis";

  ExportCommand(
      Platform platform,
      Supplier<Collection<Map.Entry<Map<String, Object>, DatasetWriter>>> writers,
      Terminal terminal) {
    super(platform, writers, terminal);
  }

  @Override
  public Integer call() {
    DatasetWriter writer = writer(layout);
    try (Wired<DatasetReader> open = platform.dataset(target, settings)) {
      Dataset dataset = write(writer, open.plugin(), (read, progress) -> read, directory);
      terminal
          .out()
          .printf(
              "%d images of %s are in %s%n",
              dataset.samples().size(), dataset.name(), directory.toAbsolutePath().normalize());
      terminal.out().flush();
      return ExitCodes.DONE;
    }
  }
}
