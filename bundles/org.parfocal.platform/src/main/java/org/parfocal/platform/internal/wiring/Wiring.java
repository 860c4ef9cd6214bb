package org.parfocal.platform.internal.wiring;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.parfocal.api.OutputException;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sections;
import org.parfocal.platform.internal.resolving.ResolvedSection;

/**
 * Keeps one factory configuration for each distinct part of what is open, and finds the services
 * that the component runtime makes of them. Nothing is kept of a service between two questions but
 * the hold that keeps it active, so that a plugin whose bundle was replaced is found again.
 */
final class Wiring implements AutoCloseable {
  private static final long LONGEST_WAIT_MILLIS = 60_000;

  /** How long a reason must last before it is reported: bundles may just be starting. */
  private static final long SETTLING_MILLIS = 1_000;

  private static final long LONGEST_CONSTRUCTION_SECONDS = 10;
  private static final long PAUSE_MILLIS = 10;
  private static final String NOTHING = "none";

  private final BundleContext context;
  private final ConfigurationAdmin configurations;
  private final CodeOrigins origins;
  private final Explanation explanation;
  private final UnaryOperator<ResolvedSection> current;
  private final String suffix;
  private final Map<String, Configuration> made = new LinkedHashMap<>();
  private final Map<ServiceReference<?>, Object> held = new HashMap<>();
  private boolean closed;

  /**
   * Starts without any part.
   *
   * @param current gives what serves a section now
   * @param suffix distinguishes the instances of this wiring from those of others
   */
  Wiring(
      BundleContext context,
      ConfigurationAdmin configurations,
      CodeOrigins origins,
      Explanation explanation,
      UnaryOperator<ResolvedSection> current,
      String suffix) {
    this.context = context;
    this.configurations = configurations;
    this.origins = origins;
    this.explanation = explanation;
    this.current = current;
    this.suffix = suffix;
  }

  /**
   * The service of a section, made if need be.
   *
   * @param section what configures it
   * @param variant the sections that its references are bound to
   * @throws PluginException if it does not start; says why
   * @throws CancellationException if the thread is interrupted while it waits
   */
  <T> T service(
      ResolvedSection section, Map<String, List<ResolvedSection>> variant, Class<T> type) {
    WiredComponent part = WiredComponent.of(section, variant, current);
    Object service = service(part);
    if (!type.isInstance(service)) {
      throw new PluginException(
          "%s (bundle %s) does not offer %s; its @Component must name it as its service."
              .formatted(
                  FailedActivation.capitalised(part.title()),
                  part.section().plugin().bundle(),
                  type.getName()));
    }
    return type.cast(service);
  }

  /** The bundles that these sections run, by symbolic name, with version and hash. */
  Map<String, String> bundles(Collection<ResolvedSection> sections) {
    return origins.of(
        sections.stream().map(current).map(ResolvedSection::plugin).distinct().toList());
  }

  private synchronized Object service(WiredComponent part) {
    if (closed) {
      throw new IllegalStateException("already closed");
    }
    part.references().values().stream().flatMap(List::stream).forEach(this::service);
    String instance = instance(part);
    configure(part, instance);
    return await(part, instance);
  }

  private String instance(WiredComponent part) {
    return part.hash() + "-" + suffix;
  }

  private void configure(WiredComponent part, String instance) {
    if (made.containsKey(instance)) {
      return;
    }
    Hashtable<String, Object> properties = new Hashtable<>(part.section().properties());
    properties.put(Sections.INSTANCE_PROPERTY, instance);
    // A reference to several services lists them from the highest ranking to the lowest.
    properties.put(Constants.SERVICE_RANKING, -part.position());
    part.references().forEach((name, targets) -> properties.put(name + ".target", filter(targets)));
    try {
      Configuration configuration =
          configurations.getFactoryConfiguration(part.section().plugin().pid(), instance, "?");
      made.put(instance, configuration);
      configuration.update(properties);
    } catch (IOException e) {
      throw new OutputException("The configuration of " + part.title() + " cannot be stored.", e);
    }
  }

  private Object await(WiredComponent part, String instance) {
    long start = System.nanoTime();
    long standing = 0;
    String before = "";
    while (true) {
      Object service = find(instance, part);
      if (service != null) {
        return service;
      }
      Explanation.Reason reason = explanation.of(part, instance);
      long now = (System.nanoTime() - start) / 1_000_000;
      standing = reason.sentence().equals(before) ? standing : now;
      before = reason.sentence();
      boolean settled = reason.settled() && now - standing >= SETTLING_MILLIS;
      if (reason.failed() || settled || now > LONGEST_WAIT_MILLIS) {
        throw reason.exception();
      }
      pause();
    }
  }

  private @Nullable Object find(String instance, WiredComponent part) {
    held.keySet().removeIf(reference -> reference.getBundle() == null);
    try {
      ServiceReference<?>[] references =
          context.getServiceReferences((String) null, filter(instance));
      if (references == null || references.length == 0) {
        return null;
      }
      Object service = held.get(references[0]);
      if (service == null) {
        service = made(references[0], part);
        if (service != null) {
          held.put(references[0], service);
        }
      }
      return service;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Has the component runtime call the plugin's constructor, which may never return. */
  private @Nullable Object made(ServiceReference<?> reference, WiredComponent part) {
    FutureTask<@Nullable Object> making = new FutureTask<>(() -> context.getService(reference));
    Thread thread = new Thread(making, "parfocal-plugin");
    thread.setDaemon(true);
    thread.start();
    try {
      return making.get(LONGEST_CONSTRUCTION_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while plugins started");
    } catch (TimeoutException e) {
      throw new FailedStart(
          "%s (bundle %s %s) does not start: its constructor has not returned within %d s."
              .formatted(
                  FailedActivation.capitalised(part.title()),
                  part.section().plugin().bundle(),
                  part.section().plugin().version(),
                  LONGEST_CONSTRUCTION_SECONDS),
          e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private String filter(List<WiredComponent> targets) {
    return targets.isEmpty()
        ? filter(NOTHING)
        : targets.stream()
            .map(target -> filter(instance(target)))
            .collect(Collectors.joining("", "(|", ")"));
  }

  private static String filter(String instance) {
    return "(" + Sections.INSTANCE_PROPERTY + "=" + instance + ")";
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while plugins started");
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    held.keySet().forEach(context::ungetService);
    held.clear();
    delete(made.values());
    made.clear();
  }

  private static void delete(Collection<Configuration> configurations) {
    for (Configuration configuration : configurations) {
      try {
        configuration.delete();
      } catch (IOException | IllegalStateException e) {
        // Already gone, or the framework is stopping: nothing is left to be undone.
      }
    }
  }
}
