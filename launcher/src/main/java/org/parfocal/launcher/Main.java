package org.parfocal.launcher;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.parfocal.launcher.cuda.CudaCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Starts the platform, hands it the command line, and ends with its exit code. */
public final class Main {
  private static final String CUDA_LIBRARIES = "lib/cuda-linux-x86_64-redist.jar";
  private static final int BUG = 1;
  private static final int OUTPUT = 6;
  private static final long STOP_MILLIS = 5_000;
  private static final String TEMPORARY_PROPERTY = "parfocal.temporary";

  private Main() {}

  /** The program. Every path ends in {@link System#exit}, for the framework's threads live on. */
  @SuppressWarnings("CatchAllExceptions") // the last place that can say what happened
  public static void main(String[] arguments) {
    int code = BUG;
    Interruption interruption = null;
    try {
      CommandLine line = CommandLine.of(arguments, System.getenv());
      setLogLevel(line.verbose());
      Storage storage = Storage.create();
      System.setProperty(TEMPORARY_PROPERTY, storage.temporary().toString());
      interruption = Interruption.watch(storage::close);
      code = run(storage, line);
    } catch (Throwable e) {
      code = ended(e, interruption != null && interruption.requested());
    } finally {
      code = outcome(code, interruption != null);
      if (interruption != null) {
        interruption.finished();
      }
      System.exit(code);
    }
  }

  private static int ended(Throwable thrown, boolean stopped) {
    if (stopped || thrown instanceof InterruptedException) {
      return Interruption.EXIT_CODE;
    }
    if (thrown instanceof LaunchException e) {
      System.err.println("error: " + e.getMessage());
      return e.exitCode();
    }
    System.err.println("This is a bug in Parfocal:");
    thrown.printStackTrace();
    return BUG;
  }

  /**
   * The exit code, given what became of the log and of what a shell's commands printed.
   *
   * @param begun whether anything was to be logged
   */
  private static int outcome(int code, boolean begun) {
    Optional<String> unlogged = begun ? LogSettings.failure() : Optional.empty();
    unlogged.ifPresent(reason -> System.err.println("error: The log is not complete: " + reason));
    boolean written = !System.out.checkError() && unlogged.isEmpty();
    return code == 0 && !written ? OUTPUT : code;
  }

  private static int run(Storage storage, CommandLine line)
      throws LaunchException, InterruptedException {
    Distribution distribution =
        Distribution.at(
            System.getProperty(Distribution.HOME_PROPERTY),
            System.getenv(Distribution.PLUGINS_VARIABLE));
    List<PlacedBundle> bundles = distribution.bundles();
    Engine engine = engine(line.device(), bundles);
    engine.publish();
    Programs.publish(line.programs());
    Framework framework =
        new Framework(storage.framework(), sentence -> System.err.println("warning: " + sentence));
    try {
      framework.install(
          bundles.stream().filter(bundle -> bundle.fits(engine.installed())).toList(),
          distribution.plugins());
      ToIntFunction<String[]> command = CommandService.find(framework.context());
      return command.applyAsInt(line.rest());
    } finally {
      // A command that was interrupted leaves the thread's flag set, which would end the wait.
      Thread.interrupted();
      framework.stop(STOP_MILLIS);
    }
  }

  /** Chooses among the engines of a distribution, and says so. */
  private static Engine engine(Device wanted, List<PlacedBundle> bundles) throws LaunchException {
    Set<String> held =
        bundles.stream().map(PlacedBundle::device).collect(Collectors.toUnmodifiableSet());
    Engine engine =
        Engine.choose(
            wanted, held, () -> CudaCheck.ofThisMachine().status(held, bundlesLibraries(bundles)));
    Logger log = LoggerFactory.getLogger(Main.class);
    log.atLevel(engine.fallback() ? Level.WARN : Level.INFO)
        .log("device: {} ({})", engine.device(), engine.reason());
    return engine;
  }

  /** Whether the CUDA engine brings CUDA's own libraries (profile cuda-redist of its pom). */
  private static boolean bundlesLibraries(List<PlacedBundle> bundles) {
    return bundles.stream()
        .filter(bundle -> bundle.device().equals(Engine.CUDA))
        .anyMatch(bundle -> Files.exists(bundle.location().resolve(CUDA_LIBRARIES)));
  }

  private static void setLogLevel(boolean verbose) throws LaunchException {
    String level = System.getenv(LogSettings.LEVEL_VARIABLE);
    if (level != null && !level.isBlank()) {
      LogSettings.check(level);
      System.setProperty(LogSettings.LEVEL_PROPERTY, level);
    }
    LogSettings.checkFile(System.getenv(LogSettings.FILE_VARIABLE));
    if (verbose) {
      System.setProperty(LogSettings.LEVEL_PROPERTY, "info");
    }
  }
}
