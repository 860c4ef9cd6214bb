package org.parfocal.command.internal;

import org.parfocal.api.DatasetReader;
import org.parfocal.core.DatasetInspection;
import org.parfocal.platform.Platform;
import org.parfocal.platform.Wired;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "inspect",
    description = "Counts the images, patients and slides of a data set; decodes nothing.")
final class InspectCommand extends PlatformCommand {
  @Mixin DatasetTarget target = new DatasetTarget();

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  InspectCommand(Platform platform, Terminal terminal) {
    super(platform, terminal);
  }

  @Override
  public Integer call() {
    try (Wired<DatasetReader> open = target.open(platform)) {
      DatasetInspection inspection = DatasetInspection.of(open.plugin().read());
      new InspectionReport(terminal).show(inspection, json);
      return ExitCodes.DONE;
    }
  }
}
