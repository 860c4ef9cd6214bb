package org.parfocal.command.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The program's commands as those of a Gogo session; {@code help} lists them before Gogo's own. */
final class ShellCommands {
  private static final Set<String> LEFT_OUT = Set.of("shell", "completion", "help");
  private static final String GOGO_HELP = "felix:help";

  private final CommandLine program;

  ShellCommands(CommandLine program) {
    this.program = program;
  }

  /** Their names, as {@code parfocal --help} orders them. */
  List<String> names() {
    return commands().map(Map.Entry::getKey).toList();
  }

  private Stream<Map.Entry<String, CommandLine>> commands() {
    return program.getSubcommands().entrySet().stream()
        .filter(command -> !LEFT_OUT.contains(command.getKey()));
  }

  /** Adds them to a session: Gogo runs a variable that holds a function. */
  void addTo(CommandSession session) {
    for (String name : names()) {
      session.put(name, (Function) (running, arguments) -> run(name, arguments));
    }
    session.put("help", (Function) this::help);
  }

  private @Nullable Object run(String name, List<Object> arguments) {
    String[] line = new String[arguments.size() + 1];
    line[0] = name;
    for (int index = 0; index < arguments.size(); index++) {
      line[index + 1] = String.valueOf(arguments.get(index));
    }
    program.execute(line);
    return null;
  }

  private @Nullable Object help(CommandSession session, List<Object> arguments) throws Exception {
    if (arguments.isEmpty()) {
      commands().forEach(command -> program.getOut().println(described(command)));
      program.getOut().println("\nGogo's own commands; help NAME tells more of one:");
      program.getOut().flush();
      return session.execute(GOGO_HELP);
    }
    String name = String.valueOf(arguments.get(0));
    return names().contains(name)
        ? run(name, List.of("--help"))
        : session.execute(GOGO_HELP + " '" + name.replace("'", "") + "'");
  }

  private static String described(Map.Entry<String, CommandLine> command) {
    String[] description = command.getValue().getCommandSpec().usageMessage().description();
    return "%-10s %s".formatted(command.getKey(), String.join(" ", description));
  }
}
