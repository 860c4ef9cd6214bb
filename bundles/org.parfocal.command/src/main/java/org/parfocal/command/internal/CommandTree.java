package org.parfocal.command.internal;

import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.parfocal.api.BackboneFile;
import org.parfocal.api.DatasetFetcher;
import org.parfocal.api.DatasetWriter;
import org.parfocal.api.ImageFinder;
import org.parfocal.platform.Platform;
import org.parfocal.report.ReportWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The commands and their options. */
final class CommandTree {
  @Command(
      name = "parfocal",
      description =
          "Tests whether an image classifier stays accurate when the magnification changes.",
      footer = {
        "",
        "With every command: --device auto|cpu|cuda, where networks are computed (default: auto);",
        "--allow-program PATH, a program that a study may start (docs/python.md), or a folder of"
            + " them;",
        "--verbose, a longer log.",
        "",
        "Exit codes: 0 done, 1 a bug, 2 configuration or usage, 3 data set, 4 plugin,",
        "5 some jobs failed or missing, 6 output, 75 job in work elsewhere, 130 stopped."
      })
  static final class Root extends Group {}

  @Command(name = "dataset", description = "Inspects, verifies, downloads and exports data sets.")
  static final class DatasetGroup extends Group {}

  @Command(name = "plugin", description = "Installs, removes and lists plugins' jars.")
  static final class PluginGroup extends Group {}

  @Command(name = "backbone", description = "Inspects encoders in ONNX files.")
  static final class BackboneGroup extends Group {}

  /** A command that does nothing without one of its own commands. */
  abstract static class Group implements Runnable {
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      throw new ParameterException(
          spec.commandLine(),
          "%s needs one of: %s"
              .formatted(spec.qualifiedName(), String.join(", ", spec.subcommands().keySet())));
    }
  }

  private final CommandLine commands;
  private final Failures failures;
  private final Terminal terminal;

  CommandTree(
      BundleContext context,
      Platform platform,
      ReportWriter report,
      Supplier<Collection<Map.Entry<Map<String, Object>, DatasetWriter>>> writers,
      Supplier<Collection<Map.Entry<Map<String, Object>, DatasetFetcher>>> fetchers,
      Supplier<Collection<ImageFinder>> finders,
      Supplier<Collection<BackboneFile>> backbones,
      Terminal terminal) {
    this.terminal = terminal;
    CommandLine dataset =
        new CommandLine(new DatasetGroup())
            .addSubcommand(new InspectCommand(platform, terminal))
            .addSubcommand(new VerifyCommand(platform, terminal))
            .addSubcommand(new FetchCommand(fetchers, terminal))
            .addSubcommand(new ExportCommand(platform, writers, terminal));
    commands =
        new CommandLine(new Root())
            .addSubcommand(new RunCommand(platform, report, terminal))
            .addSubcommand(new WorkCommand(platform, terminal))
            .addSubcommand(new RunJobCommand(platform, terminal))
            .addSubcommand(new WatchCommand(platform, terminal))
            .addSubcommand(new CancelCommand(platform, terminal))
            .addSubcommand(new RetryCommand(platform, terminal))
            .addSubcommand(new PlanCommand(platform, terminal))
            .addSubcommand(new EvaluateCommand(platform, terminal))
            .addSubcommand(new CompareCommand(platform, terminal))
            .addSubcommand(new ReportCommand(platform, report, terminal))
            .addSubcommand(new ShareCommand(platform, report, terminal))
            .addSubcommand(new PredictCommand(platform, finders, terminal))
            .addSubcommand(new PackCommand(platform, backbones, terminal))
            .addSubcommand(new EmbedCommand(platform, writers, terminal))
            .addSubcommand(new PluginsCommand(platform, terminal))
            .addSubcommand(
                new CommandLine(new PluginGroup())
                    .addSubcommand(new PluginInstallCommand(context, platform, terminal))
                    .addSubcommand(new PluginRemoveCommand(terminal))
                    .addSubcommand(new PluginListCommand(terminal)))
            .addSubcommand(new SchemaCommand(platform, terminal))
            .addSubcommand(dataset)
            .addSubcommand(
                new CommandLine(new BackboneGroup())
                    .addSubcommand(new BackboneInspectCommand(backbones, terminal)))
            .addSubcommand(new DoctorCommand(context, platform, terminal))
            .addSubcommand(new ShellCommand(context, terminal))
            .addSubcommand(new CompletionCommand(terminal));
    failures = new Failures(terminal);
    withStandardOptions(commands, () -> version(context));
    // It brings its own option --help.
    commands.addSubcommand(new CommandLine.HelpCommand());
    commands
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setUsageHelpAutoWidth(true)
        // Colours would be written out, as everything is that steers a terminal.
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler((exception, arguments) -> failures.usage(exception))
        .setExecutionExceptionHandler(
            (exception, line, parsed) -> failures.execution(exception, line.getCommand()));
  }

  /** Runs a command line. */
  int execute(String[] arguments) {
    return terminal.outcome(outcome(arguments));
  }

  private int outcome(String[] arguments) {
    try {
      return commands.execute(arguments);
    } catch (Error error) {
      // picocli hands on exceptions only; a missing class of a plugin is an error.
      return failures.execution(error, called());
    }
  }

  /** The innermost command of the line; null if it could not be read. */
  private @Nullable Object called() {
    ParseResult parsed = commands.getParseResult();
    while (parsed != null && parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return parsed == null ? null : parsed.commandSpec().userObject();
  }

  private static void withStandardOptions(CommandLine line, IVersionProvider version) {
    line.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(version);
    line.getSubcommands().values().forEach(command -> withStandardOptions(command, version));
  }

  private static String[] version(BundleContext context) {
    Version version = context.getBundle().getVersion();
    String commit = context.getBundle().getHeaders("").get("Parfocal-Commit");
    String qualifier = version.getQualifier().isEmpty() ? "" : "-" + version.getQualifier();
    return new String[] {
      "parfocal %d.%d.%d%s"
          .formatted(version.getMajor(), version.getMinor(), version.getMicro(), qualifier),
      commit == null || commit.isBlank() ? "of no known commit" : "commit " + commit,
      "Java %s".formatted(Runtime.version())
    };
  }
}
