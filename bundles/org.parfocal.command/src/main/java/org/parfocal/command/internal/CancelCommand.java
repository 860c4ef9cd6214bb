package org.parfocal.command.internal;

import java.nio.file.Path;
import org.parfocal.core.StudyView;
import org.parfocal.core.StudyWatch;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "cancel",
    description =
        "Stops all processes that work on a study, on whichever machine; their jobs are recorded"
            + " as interrupted. parfocal run goes on with the study.")
final class CancelCommand extends PlatformCommand {
  @Mixin FolderTarget target = new FolderTarget();

  CancelCommand(Platform platform, Terminal terminal) {
    super(platform, terminal);
  }

  @Override
  public Integer call() {
    Path folder = target.folder(platform);
    try (StudyWatch watch = new StudyWatch(folder)) {
      StudyView view = watch.look();
      watch.stop();
      terminal
          .out()
          .printf(
              "Asked to stop: %d jobs are in work%s. parfocal run goes on with the study.%n",
              view.running().size(), view.run().map(by -> ", run by " + by).orElse(""));
      return ExitCodes.DONE;
    }
  }
}
