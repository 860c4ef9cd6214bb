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
        "Shows how far a study is that runs elsewhere, from its folder alone: in another terminal, on"
            + " another machine. Ends when nothing is left to do; leaving it stops nothing.")
final class WatchCommand extends PlatformCommand {
  private static final long PAUSE_SECONDS = 2;

  @Mixin FolderTarget target = new FolderTarget();

  @Option(names = "--once", description = "Print where it stands now, and end.")
  boolean once;

  @Option(names = "--json", description = "One JSON object a look.")
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
