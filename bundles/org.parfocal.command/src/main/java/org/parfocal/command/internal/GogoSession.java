package org.parfocal.command.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.parfocal.api.PluginException;

/**
 * Reads lines and hands them to Gogo. The shell bundle's own reader stops the whole framework when
 * it is left, underneath the program that still runs in it.
 */
final class GogoSession {
  private static final Set<String> LEAVE = Set.of("exit", "quit", "logout");

  private final BundleContext context;
  private final ShellCommands commands;
  private final Terminal terminal;

  GogoSession(BundleContext context, ShellCommands commands, Terminal terminal) {
    this.context = context;
    this.commands = commands;
    this.terminal = terminal;
  }

  /**
   * Runs until the user leaves or the input ends.
   *
   * @param out the program's own standard output, not Gogo's
   * @param err the program's own standard error
   */
  @SuppressWarnings("CatchAllExceptions") // whatever a command throws must not end the session
  void run(PrintStream out, PrintStream err) throws IOException {
    ServiceReference<CommandProcessor> reference =
        context.getServiceReference(CommandProcessor.class);
    if (reference == null) {
      throw new PluginException("Gogo offers no command processor; see the log for the reason.");
    }
    CommandProcessor processor = context.getService(reference);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (CommandSession session =
        processor.createSession(InputStream.nullInputStream(), out, err)) {
      commands.addTo(session);
      terminal
          .out()
          .println(
              "Parfocal's commands: %s. Gogo's: lb lists bundles. help lists all, exit leaves."
                  .formatted(String.join(", ", commands.names())));
      String line = prompt(lines);
      while (line != null && !LEAVE.contains(line.strip())) {
        try {
          show(session, session.execute(line));
        } catch (Exception e) {
          terminal.error(String.valueOf(e.getMessage()));
        }
        line = prompt(lines);
      }
    } finally {
      context.ungetService(reference);
    }
  }

  private @Nullable String prompt(BufferedReader lines) throws IOException {
    terminal.out().print("parfocal> ");
    terminal.out().flush();
    return lines.readLine();
  }

  private void show(CommandSession session, @Nullable Object result) {
    if (result != null) {
      terminal.out().println(session.format(result, Converter.INSPECT));
    }
    System.out.flush();
  }
}
