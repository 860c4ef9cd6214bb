package org.parfocal.command.internal;

import org.jspecify.annotations.Nullable;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.Protocol;
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
      description =
          "Count by this field of the images, for example slide or an attribute (default: the field"
              + " that the protocol of the study file varies, else magnification).")
  @Nullable String field;

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
      DatasetInspection inspection = DatasetInspection.of(dataset, field(dataset));
      new InspectionReport(terminal).show(inspection, json);
      return ExitCodes.DONE;
    }
  }

  private SampleField field(Dataset dataset) {
    if (field == null) {
      return ofProtocol(dataset);
    }
    SampleField by = new SampleField(field);
    if (!by.equals(SampleField.MAGNIFICATION) && by.values(dataset.samples()).isEmpty()) {
      throw new ConfigurationException(by.absent("--field", "image", dataset.samples()));
    }
    return by;
  }

  /** A data set that the protocol cannot use is inspected all the same, to see why. */
  private SampleField ofProtocol(Dataset dataset) {
    try (Wired<Protocol> open = platform.protocol(target.target, target.settings).orElse(null)) {
      return open == null ? SampleField.MAGNIFICATION : open.plugin().folds(dataset).field();
    } catch (ParfocalException e) {
      terminal.warning("The protocol cannot use this data set: " + e.getMessage());
      return SampleField.MAGNIFICATION;
    }
  }
}
