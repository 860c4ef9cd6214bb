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
final class ExportCommand extends PlatformCommand {
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

  private final Supplier<Collection<Map.Entry<Map<String, Object>, DatasetWriter>>> writers;

  ExportCommand(
      Platform platform,
      Supplier<Collection<Map.Entry<Map<String, Object>, DatasetWriter>>> writers,
      Terminal terminal) {
    super(platform, terminal);
    this.writers = writers;
  }

  @Override
  public Integer call() {
    DatasetWriter writer = NamedServices.choose(writers.get(), layout, "layout");
    try (Wired<DatasetReader> open = platform.dataset(target, settings)) {
      Dataset dataset;
      try (Progress progress = Progress.on(terminal, false, false)) {
        dataset = read(open.plugin(), progress);
        dataset.warnings().forEach(terminal::warning);
        writer.write(
            dataset, directory, fraction -> progress.step(fraction, "writing " + dataset.name()));
      }
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
