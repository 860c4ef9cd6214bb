package org.parfocal.launcher;

import java.util.Arrays;
import java.util.function.ToIntFunction;

/** Starts the platform, hands it the command line, and ends with its exit code. */
public final class Main {
  private static final String VERBOSE = "--verbose";
  private static final long STOP_MILLIS = 5_000;

  private Main() {}

  /** The program. Every path ends in {@link System#exit}, for the framework's threads live on. */
  @SuppressWarnings("CatchAllExceptions") // the last place that can say what happened
  public static void main(String[] arguments) {
    int code = ExitCodes.BUG;
    Interruption interruption = null;
    try {
      String[] rest = settings(arguments);
      Storage storage = Storage.create();
      interruption = Interruption.watch(storage::close);
      code = run(storage, rest);
    } catch (LaunchException e) {
      System.err.println("error: " + e.getMessage());
      code = ExitCodes.WIRING;
    } catch (InterruptedException e) {
      code = ExitCodes.INTERRUPTED;
    } catch (Throwable e) {
      System.err.println("This is a bug in Parfocal:");
      e.printStackTrace();
    } finally {
      System.out.flush();
      if (interruption != null) {
        interruption.finished();
      }
      System.exit(code);
    }
  }

  private static int run(Storage storage, String[] arguments)
      throws LaunchException, InterruptedException {
    Distribution distribution =
        Distribution.at(
            System.getProperty(Distribution.HOME_PROPERTY),
            System.getenv(Distribution.PLUGINS_VARIABLE));
    Framework framework =
        new Framework(storage.framework(), sentence -> System.err.println("warning: " + sentence));
    try {
      framework.install(distribution);
      ToIntFunction<String[]> command = CommandService.find(framework.context());
      return command.applyAsInt(arguments);
    } finally {
      // A command that was interrupted leaves the thread's flag set, which would end the wait.
      Thread.interrupted();
      framework.stop(STOP_MILLIS);
    }
  }

  /** Takes the launcher's own options from the front of the command line. */
  private static String[] settings(String[] arguments) throws LaunchException {
    String level = System.getenv(LogSettings.LEVEL_VARIABLE);
    if (level != null && !level.isBlank()) {
      LogSettings.check(level);
      System.setProperty(LogSettings.LEVEL_PROPERTY, level);
    }
    if (arguments.length > 0 && arguments[0].equals(VERBOSE)) {
      System.setProperty(LogSettings.LEVEL_PROPERTY, "info");
      return Arrays.copyOfRange(arguments, 1, arguments.length);
    }
    return arguments;
  }
}
