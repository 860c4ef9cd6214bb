package org.parfocal.command.internal;

import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.DidYouMean;
import org.parfocal.api.ParfocalException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what a command throws into sentences and exit codes. */
final class Failures {
  /** A message may quote what a file holds. */
  private static final int MOST_LINES = 100;

  private final Terminal terminal;

  Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  /** For mistakes on the command line. */
  int usage(ParameterException exception) {
    CommandLine command = exception.getCommandLine();
    if (exception instanceof UnmatchedArgumentException unmatched) {
      terminal.error(unknown(command, unmatched.getUnmatched().get(0)));
    } else {
      terminal.error(String.valueOf(exception.getMessage()));
    }
    terminal
        .err()
        .println("See " + command.getCommandSpec().qualifiedName() + " --help for what it takes.");
    return ExitCodes.USAGE;
  }

  private static String unknown(CommandLine command, String argument) {
    List<String> known = new ArrayList<>(command.getSubcommands().keySet());
    if (argument.startsWith("-")) {
      known = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
    }
    String what =
        argument.startsWith("-")
            ? "option"
            : command.getSubcommands().isEmpty() ? "argument" : "command";
    return "%s has no %s %s.%s"
        .formatted(
            command.getCommandSpec().qualifiedName(),
            what,
            argument,
            DidYouMean.question(argument, known));
  }

  /**
   * For everything that goes wrong afterwards.
   *
   * @param command that failed, if one was found
   */
  int execution(Throwable thrown, @Nullable Object command) {
    if (isStop(thrown)) {
      terminal.err().println("stopped; run the same command again to continue");
      return ExitCodes.INTERRUPTED;
    }
    if (thrown instanceof ParfocalException mendable) {
      String.valueOf(mendable.getMessage()).lines().limit(MOST_LINES).forEach(terminal::error);
      return ExitCodes.of(mendable);
    }
    if (thrown instanceof OutOfMemoryError && thrown.getCause() != null) {
      terminal.error(String.valueOf(thrown.getMessage())); // of an image, which it names
      return ExitCodes.DATASET;
    }
    if (thrown instanceof OutOfMemoryError) {
      terminal.error(outOfMemory(command));
      return ExitCodes.USAGE;
    }
    terminal.error("This is a bug in Parfocal or in a plugin; please report it with these lines:");
    thrown.printStackTrace(terminal.err());
    return ExitCodes.BUG;
  }

  private static String outOfMemory(@Nullable Object command) {
    String less = command instanceof PlatformCommand one ? one.lessMemory() : "";
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    return "Java ran out of memory (%d MiB heap): %sgive it more with PARFOCAL_OPTS=-Xmx%dm."
        .formatted(heap, less.isEmpty() ? "" : less + ", or ", 2 * heap);
  }

  /** An interrupt cuts off whatever waits or reads, and what that throws is no fault of anybody. */
  private static boolean isStop(Throwable thrown) {
    return Thread.currentThread().isInterrupted()
        || Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
            .anyMatch(
                cause ->
                    cause instanceof CancellationException
                        || cause instanceof InterruptedException
                        || cause instanceof ClosedByInterruptException);
  }
}
