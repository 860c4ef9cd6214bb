package org.parfocal.command.internal;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.parfocal.core.StudyView;
import org.parfocal.core.StudyWatch;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "watch",
    description =
        "Shows the progress of a study that runs elsewhere (in another terminal, on another"
            + " machine), from its folder alone. Ends when nothing is left to do; interrupting it does"
            + " not stop the study.")
final class WatchCommand extends PlatformCommand {
  private static final long PAUSE_SECONDS = 2;

  @Mixin FolderTarget target = new FolderTarget();

  @Option(names = "--once", description = "Print the progress once, and end.")
  boolean once;

  @Option(names = "--json", description = "Print one JSON object at each look.")
  boolean json;

  WatchCommand(Platform platform, Terminal terminal) {
    super(platform, terminal);
  }

  @Override
  public Integer call() {
    WatchReport report = new WatchReport(terminal, json);
    try (StudyWatch watch = new StudyWatch(target.folder(platform))) {
      StudyView view = watch.look();
      report.show(view, once);
      while (!once && !view.isComplete()) {
        pause();
        view = watch.look();
        report.show(view, view.isComplete());
      }
      return view.failed().isEmpty() ? ExitCodes.DONE : ExitCodes.INCOMPLETE;
    }
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
    } catch (InterruptedException e) {
      throw new CancellationException();
    }
  }
}
