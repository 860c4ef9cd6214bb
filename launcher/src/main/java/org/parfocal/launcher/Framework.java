package org.parfocal.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.felix.framework.Felix;
import org.apache.felix.framework.util.FelixConstants;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The framework with the distribution's bundles installed and started. */
final class Framework {
  /**
   * The component runtime writes stack traces to standard error. Users see in a sentence why a
   * component is not there, so the traces come only with a detailed log.
   */
  private static final String COMPONENT_LOG_LEVEL = "ds.loglevel";

  private static final long LONGEST_START_MILLIS = 8_000;

  /** A plugin that does not start does not stop either. */
  private static final long LONGEST_STOP_OF_HANGING_MILLIS = 500;

  private static final String SILENT = "0";
  private static final Logger COMPONENT_LOG = LoggerFactory.getLogger("org.apache.felix.scr");

  private final Felix framework;
  private final Consumer<String> warnings;
  private final Map<Bundle, String> started = new LinkedHashMap<>();
  private final Set<Bundle> added = new HashSet<>();
  private boolean hanging;

  /**
   * Starts an empty framework.
   *
   * @param storage an empty folder
   * @param warnings receives, in sentences, what was left out
   * @throws LaunchException if the framework does not start
   */
  Framework(Path storage, Consumer<String> warnings) throws LaunchException {
    this.warnings = warnings;
    Map<String, Object> settings = new HashMap<>();
    settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SystemPackages.extra());
    settings.put(FelixConstants.LOG_LOGGER_PROP, new FrameworkLog());
    settings.put(COMPONENT_LOG_LEVEL, COMPONENT_LOG.isInfoEnabled() ? "debug" : SILENT);
    this.framework = new Felix(settings);
    try {
      framework.start();
    } catch (BundleException e) {
      throw new LaunchException("The OSGi framework does not start: %s.".formatted(e), e);
    }
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  /**
   * Installs and starts everything. What does not resolve or start is left out with a warning: the
   * rest works without it.
   */
  void install(List<PlacedBundle> bundles, List<Path> plugins) {
    for (PlacedBundle bundle : bundles) {
      install(bundle.location(), bundle.id())
          .filter(installed -> !bundle.onDemand())
          .ifPresent(installed -> started.put(installed, bundle.id()));
    }
    Set<String> taken =
        Arrays.stream(context().getBundles())
            .flatMap(
                bundle ->
                    ExportedPackages.of(bundle.getHeaders("").get(Constants.EXPORT_PACKAGE))
                        .stream())
            .collect(Collectors.toSet());
    for (Path jar : plugins) {
      Optional<String> objection = PluginJar.objection(jar, taken);
      objection.ifPresent(reason -> leftOut(jar.toString(), reason));
      if (objection.isEmpty()) {
        install(jar, jar.toString())
            .ifPresent(
                bundle -> {
                  started.put(bundle, jar.toString());
                  added.add(bundle);
                });
      }
    }
    start();
  }

  /** Stops everything and waits for it, at most this long. */
  void stop(long milliseconds) throws InterruptedException {
    try {
      framework.stop();
      framework.waitForStop(
          hanging ? Math.min(milliseconds, LONGEST_STOP_OF_HANGING_MILLIS) : milliseconds);
    } catch (BundleException e) {
      warnings.accept("The framework did not stop cleanly: %s.".formatted(e.getMessage()));
    }
  }

  private Optional<Bundle> install(Path location, String name) {
    // By reference nothing is copied; an unpacked bundle's location ends in a slash.
    String reference = "reference:" + location.toUri();
    if (Files.isDirectory(location) && !reference.endsWith("/")) {
      reference += "/";
    }
    try {
      return Optional.of(context().installBundle(reference));
    } catch (BundleException e) {
      leftOut(name, twin(e).orElseGet(() -> Unresolved.reason(e)));
      return Optional.empty();
    }
  }

  /** Which jar holds the same bundle, if that is the problem. */
  private Optional<String> twin(BundleException problem) {
    if (problem.getType() != BundleException.DUPLICATE_BUNDLE_ERROR) {
      return Optional.empty();
    }
    return Arrays.stream(context().getBundles())
        .filter(
            bundle ->
                String.valueOf(problem.getMessage())
                    .endsWith(bundle.getSymbolicName() + ":" + bundle.getVersion()))
        .findFirst()
        .map(
            bundle ->
                "%s holds the same bundle, %s %s; remove one of the two"
                    .formatted(
                        bundle.getLocation().replaceFirst(".*/(?=[^/])", ""),
                        bundle.getSymbolicName(),
                        bundle.getVersion()));
  }

  private void start() {
    // Resolving all at once is faster than one after the other, and sees every exporter.
    framework.adapt(FrameworkWiring.class).resolveBundles(started.keySet());
    started.forEach(
        (bundle, name) -> {
          if (isFragment(bundle)) {
            if (bundle.getState() == Bundle.INSTALLED) {
              leftOut(
                  name,
                  "it is a part of the bundle %s, which is not installed"
                      .formatted(bundle.getHeaders("").get(Constants.FRAGMENT_HOST)));
            }
            return;
          }
          if (added.contains(bundle)) {
            startWithinLimit(bundle, name);
          } else {
            start(bundle, name);
          }
        });
  }

  private void start(Bundle bundle, String name) {
    try {
      bundle.start(Bundle.START_ACTIVATION_POLICY);
    } catch (BundleException e) {
      leftOut(name, Unresolved.reason(e));
    }
  }

  /** An activator of a plugin may never return. */
  private void startWithinLimit(Bundle bundle, String name) {
    Thread starting = new Thread(() -> start(bundle, name), "parfocal-plugin");
    starting.setDaemon(true);
    starting.start();
    try {
      starting.join(LONGEST_START_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (starting.isAlive()) {
      hanging = true;
      leftOut(name, "it has not started within %d s".formatted(LONGEST_START_MILLIS / 1000));
    }
  }

  private static boolean isFragment(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
  }

  private void leftOut(String name, String reason) {
    warnings.accept("%s is left out: %s.".formatted(name, reason.replaceFirst("\\.+$", "")));
  }
}
