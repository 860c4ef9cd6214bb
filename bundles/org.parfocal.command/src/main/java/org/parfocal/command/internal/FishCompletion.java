package org.parfocal.command.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completions for the shell fish, which picocli writes none for. */
final class FishCompletion {
  private static final String SEEN = "__fish_seen_subcommand_from ";

  private final String program;
  private final List<String> lines = new ArrayList<>();

  private FishCompletion(String program) {
    this.program = program;
  }

  /** The script that completes a command, those below it, and their options. */
  static String of(CommandSpec root) {
    FishCompletion completion = new FishCompletion(root.name());
    completion.add(root, "");
    return String.join("\n", completion.lines);
  }

  /**
   * Adds a command.
   *
   * @param when fish's condition that this command stands in the line; none for the root
   */
  private void add(CommandSpec command, String when) {
    List<CommandSpec> below =
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(each -> !each.usageMessage().hidden())
            .distinct()
            .toList();
    String names = below.stream().map(CommandSpec::name).collect(Collectors.joining(" "));
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        line(when, option(option), option.description());
      }
    }
    for (CommandSpec each : below) {
      line(joined(when, "not " + SEEN + names), "-a " + each.name(), text(each));
      add(each, joined(when, SEEN + each.name()));
    }
  }

  private static String[] text(CommandSpec command) {
    return command.usageMessage().description();
  }

  private static String joined(String when, String further) {
    return when.isEmpty() ? further : when + "; and " + further;
  }

  private static String option(OptionSpec option) {
    String names =
        option.names().length == 0
            ? ""
            : List.of(option.names()).stream()
                .map(
                    name ->
                        name.startsWith("--")
                            ? "-l " + name.substring(2)
                            : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
    if (option.arity().max() == 0) {
      return names;
    }
    Iterable<String> candidates = option.completionCandidates();
    return candidates == null
        ? names + " -r"
        : names
            + " -x -a "
            + quoted(
                StreamSupport.stream(candidates.spliterator(), false)
                    .map(value -> value.toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" ")));
  }

  private void line(String when, String what, String... description) {
    String first = description.length == 0 ? "" : description[0];
    lines.add(
        "complete -c %s%s %s -d %s"
            .formatted(program, when.isEmpty() ? "" : " -n " + quoted(when), what, quoted(first)));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replaceAll("\\R", " ") + "'";
  }
}
