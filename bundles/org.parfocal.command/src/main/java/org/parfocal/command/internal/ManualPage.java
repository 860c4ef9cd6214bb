package org.parfocal.command.internal;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of the program, as {@code man} reads it (man(7)). */
final class ManualPage {
  private final StringBuilder page = new StringBuilder();

  private ManualPage() {}

  /** Of a program with all of its commands. */
  static String of(CommandSpec root) {
    ManualPage manual = new ManualPage();
    manual.line(".TH %s 1".formatted(root.name().toUpperCase(Locale.ROOT)));
    manual.line(".SH NAME");
    manual.line("%s \\- %s".formatted(escaped(root.name()), description(root)));
    manual.line(".SH SYNOPSIS");
    manual.line(".B %s".formatted(escaped(root.name())));
    manual.line("COMMAND [ARGUMENT...]");
    manual.line(".SH COMMANDS");
    manual.commands(root);
    manual.line(".SH NOTES");
    for (String footer : root.usageMessage().footer()) {
      manual.line(footer.isEmpty() ? ".PP" : text(footer));
    }
    return manual.page.toString().stripTrailing();
  }

  private void commands(CommandSpec parent) {
    Set<CommandLine> commands = new LinkedHashSet<>(parent.subcommands().values());
    for (CommandLine command : commands) {
      CommandSpec spec = command.getCommandSpec();
      if (!spec.subcommands().isEmpty()) {
        commands(spec);
      } else if (!spec.usageMessage().hidden()) {
        command(spec);
      }
    }
  }

  private void command(CommandSpec spec) {
    String name = spec.qualifiedName().substring(spec.root().name().length() + 1);
    List<PositionalParamSpec> parameters =
        spec.positionalParameters().stream().filter(parameter -> !parameter.hidden()).toList();
    line(".SS %s".formatted(escaped(name)));
    line(description(spec));
    for (PositionalParamSpec parameter : parameters) {
      item(parameter.paramLabel(), parameter);
    }
    for (OptionSpec option : spec.options()) {
      if (!option.hidden() && !Set.of("--help", "--version").contains(option.longestName())) {
        String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        item(String.join(", ", option.names()) + label, option);
      }
    }
  }

  private void item(String name, ArgSpec argument) {
    line(".TP");
    line(".B " + escaped(name));
    line(text(joined(argument)));
  }

  private static String joined(ArgSpec argument) {
    return Arrays.stream(argument.description())
        .map(
            line -> line.replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValueString())))
        .collect(Collectors.joining(" "));
  }

  private static String description(CommandSpec spec) {
    return text(String.join(" ", spec.usageMessage().description()));
  }

  /** A line that begins with a dot or an apostrophe would be a request. */
  private static String text(String text) {
    String safe = escaped(text.replaceAll("\\R", " "));
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }

  /** An empty line would be a gap. */
  private void line(String line) {
    if (!line.isEmpty()) {
      page.append(line).append('\n');
    }
  }
}
