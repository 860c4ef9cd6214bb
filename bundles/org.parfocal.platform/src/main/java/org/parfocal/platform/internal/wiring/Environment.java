package org.parfocal.platform.internal.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** What a number may depend on besides the configuration. */
final class Environment {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** Properties by which the launcher reports its choice of an engine. */
  private static final String DEVICE = "parfocal.device";

  /** Property of the service by which an engine's bundle tells its build and number of threads. */
  private static final String ENGINE = "parfocal.engine";

  /** Property of the same service: what else sets how it computes, without a change of results. */
  private static final String VARIABLES = "parfocal.engine.variables";

  /** Header of this bundle, which the build writes where it runs in a git work tree. */
  private static final String COMMIT = "Parfocal-Commit";

  private final BundleContext context;
  private final String processor = processor();

  Environment(BundleContext context) {
    this.context = context;
  }

  /**
   * What computes tensors, with its version, build and number of threads; of several each, by the
   * name of its bundle; or empty.
   */
  String engine() {
    return services().stream()
        .map(
            engine ->
                "%s %s, %s"
                    .formatted(
                        engine.getBundle().getSymbolicName(),
                        engine.getBundle().getVersion(),
                        engine.getProperty(ENGINE)))
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private List<ServiceReference<?>> services() {
    try {
      ServiceReference<?>[] engines = context.getAllServiceReferences(null, "(" + ENGINE + "=*)");
      return engines == null ? List.of() : List.of(engines);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Java, system, processor, Parfocal's commit, device, engine and the versions of Parfocal's and
   * its plugins' bundles.
   */
  Map<String, String> now() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("java", property("java.version") + " " + property("java.vendor"));
    facts.put("vm", property("java.vm.name"));
    facts.put(
        "system", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
    facts.put("processor", processor);
    String commit = context.getBundle().getHeaders("").get(COMMIT);
    if (commit != null && !commit.isBlank()) {
      facts.put("commit", commit);
    }
    String device = context.getProperty(DEVICE);
    if (device != null) {
      facts.put("device", device + ": " + context.getProperty(DEVICE + ".reason"));
    }
    facts.put("engine", engine());
    services().stream()
        .map(engine -> engine.getProperty(VARIABLES))
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(variables -> facts.put("engine variables", variables.toString()));
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("heap", (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
    Arrays.stream(context.getBundles())
        .filter(Environment::matters)
        .sorted(Comparator.comparing(Bundle::getSymbolicName))
        .forEach(bundle -> facts.put(bundle.getSymbolicName(), bundle.getVersion().toString()));
    return Collections.unmodifiableMap(facts);
  }

  private static boolean matters(Bundle bundle) {
    String name = bundle.getSymbolicName();
    return name != null
        && (name.startsWith("org.parfocal.")
            || String.valueOf(bundle.getHeaders("").get("Service-Component")).contains("parfocal"));
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private static String processor() {
    if (!Files.isReadable(CPU_INFO)) {
      return property("os.arch");
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseGet(() -> property("os.arch"));
    } catch (IOException | UncheckedIOException e) {
      return property("os.arch");
    }
  }
}
