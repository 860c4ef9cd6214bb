package org.parfocal.command.internal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "dataset", description = "Looks at, checks, downloads and writes data sets.")
final class DatasetCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "dataset needs one of: inspect, verify, fetch, export");
  }
}
