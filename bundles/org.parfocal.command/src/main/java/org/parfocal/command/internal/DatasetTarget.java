package org.parfocal.command.internal;

import java.util.List;
import org.parfocal.platform.OpenDataset;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Parameters;

/** Names a data set on the command line. */
final class DatasetTarget {
  @Parameters(
      index = "0",
      paramLabel = "FILE|READER",
      description = "A study file, or the name of a reader plugin.")
  String target = "";

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "Options of the reader, for example path=data.")
  List<String> settings = List.of();

  OpenDataset open(Platform platform) {
    return platform.openDataset(target, settings);
  }
}
