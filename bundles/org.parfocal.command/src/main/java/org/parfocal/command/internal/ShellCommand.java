package org.parfocal.command.internal;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.parfocal.api.PluginException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "shell",
    description =
        "Opens a shell inside the running framework, for Parfocal's commands and Gogo's; exit"
            + " leaves it.")
final class ShellCommand implements Callable<Integer> {
  private static final List<String> BUNDLES =
      List.of("org.apache.felix.gogo.runtime", "org.apache.felix.gogo.command");

  @Spec CommandSpec spec = CommandSpec.create();

  private final BundleContext context;
  private final Terminal terminal;

  ShellCommand(BundleContext context, Terminal terminal) {
    this.context = context;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    // Gogo puts streams of its own in their place, and a session that wrote to those would end in
    // itself.
    PrintStream out = System.out;
    PrintStream err = System.err;
    List<Bundle> needed = BUNDLES.stream().map(this::installed).toList();
    for (Bundle bundle : needed) {
      try {
        bundle.start(Bundle.START_TRANSIENT);
      } catch (BundleException e) {
        throw new PluginException("The shell does not start: %s.".formatted(e.getMessage()), e);
      }
    }
    new GogoSession(context, new ShellCommands(spec.root().commandLine()), terminal).run(out, err);
    return ExitCodes.DONE;
  }

  private Bundle installed(String name) {
    Optional<Bundle> found =
        Arrays.stream(context.getBundles())
            .filter(bundle -> name.equals(bundle.getSymbolicName()))
            .findFirst();
    return found.orElseThrow(
        () ->
            new PluginException(
                "The shell's bundle %s is not installed; is the shell's feature file there?"
                    .formatted(name)));
  }
}
