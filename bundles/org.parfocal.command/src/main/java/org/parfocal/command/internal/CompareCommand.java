package org.parfocal.command.internal;

import org.parfocal.core.AcrossStudies;
import org.parfocal.core.StudyResults;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "compare",
    description =
        "Compares the variants that several finished studies share, one study for each data set, from"
            + " their folders alone: which are better than the first one, on how many data sets, and"
            + " how sure that is.")
final class CompareCommand extends PlatformCommand {
  @Mixin FoldersTarget targets = new FoldersTarget();

  @Option(
      names = "--measure",
      paramLabel = "NAME",
      description =
          "What is compared, such as auc or balanced-accuracy (default: the studies' headline).")
  String measure = "";

  CompareCommand(Platform platform, Terminal terminal) {
    super(platform, terminal);
  }

  @Override
  String lessMemory() {
    return "name fewer studies";
  }

  @Override
  public Integer call() {
    AcrossStudies across =
        AcrossStudies.of(StudyResults.readAll(targets.folders(platform)), measure);
    terminal.out().print(across.text());
    terminal.out().flush();
    return ExitCodes.DONE;
  }
}
