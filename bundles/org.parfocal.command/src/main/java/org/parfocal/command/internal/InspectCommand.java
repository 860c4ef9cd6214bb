package org.parfocal.command.internal;

import java.util.concurrent.Callable;
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
final class InspectCommand implements Callable<Integer> {
  @Mixin DatasetTarget target = new DatasetTarget();

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  private final Platform platform;
  private final Terminal terminal;

  InspectCommand(Platform platform, Terminal terminal) {
    this.platform = platform;
    this.terminal = terminal;
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
