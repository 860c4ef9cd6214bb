package org.parfocal.command.internal;

import java.util.List;
import org.parfocal.api.DatasetReader;
import org.parfocal.platform.Platform;
import org.parfocal.platform.Wired;
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

  Wired<DatasetReader> open(Platform platform) {
    return platform.dataset(target, settings);
  }
}
