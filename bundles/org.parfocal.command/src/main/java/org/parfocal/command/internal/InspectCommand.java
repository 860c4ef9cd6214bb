package org.parfocal.command.internal;

import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.SampleField;
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

  @Option(
      names = "--field",
      paramLabel = "FIELD",
      defaultValue = "magnification",
      description =
          "Count by this field of the images, for example slide or an attribute (default:"
              + " ${DEFAULT-VALUE}).")
  String field = "magnification";

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  InspectCommand(Platform platform, Terminal terminal) {
    super(platform, terminal);
  }

  @Override
  public Integer call() {
    try (Wired<DatasetReader> open = target.open(platform)) {
      Dataset dataset;
      try (Progress progress = Progress.on(terminal, false, json)) {
        dataset = read(open.plugin(), progress);
      }
      SampleField by = new SampleField(field);
      if (!by.equals(SampleField.MAGNIFICATION) && by.values(dataset.samples()).isEmpty()) {
        throw new ConfigurationException(by.absent("--field", "image", dataset.samples()));
      }
      DatasetInspection inspection = DatasetInspection.of(dataset, by);
      new InspectionReport(terminal).show(inspection, json);
      return ExitCodes.DONE;
    }
  }
}
