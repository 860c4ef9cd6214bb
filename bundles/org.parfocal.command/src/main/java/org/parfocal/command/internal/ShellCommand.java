package org.parfocal.command.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.parfocal.api.PluginException;
import picocli.CommandLine.Command;

@Command(
    name = "shell",
    description = "Opens a Gogo shell inside the running framework; exit leaves it.")
final class ShellCommand implements Callable<Integer> {
  private static final List<String> BUNDLES =
      List.of(
          "org.apache.felix.gogo.runtime",
          "org.apache.felix.gogo.command",
          "org.apache.felix.gogo.shell");

  private final BundleContext context;

  ShellCommand(BundleContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Bundle> shell = BUNDLES.stream().map(this::installed).toList();
    for (Bundle bundle : shell) {
      try {
        bundle.start(Bundle.START_TRANSIENT);
      } catch (BundleException e) {
        throw new PluginException("The shell does not start: %s.".formatted(e.getMessage()), e);
      }
    }
    // Leaving the shell stops the framework.
    Framework framework =
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(Framework.class);
    framework.waitForStop(0);
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
