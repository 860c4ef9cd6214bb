package org.parfocal.platform.internal.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sha256;
import org.parfocal.platform.PluginDescription;

/**
 * Tells the bundles whose code a plugin runs, with version and hash: its own and, as the framework
 * wired them, those whose packages it uses. Each is hashed once.
 *
 * <p>Not among them are the framework, and the engine that computes tensors ({@value #ENGINE}):
 * which of them is installed depends on the machine, and the record of a job's environment names
 * it.
 */
final class CodeOrigins {
  /** The capability that an engine's bundle provides. */
  static final String ENGINE = "parfocal.engine";

  private record Code(long bundle, long modified) {}

  private final BundleContext context;
  private final Map<Code, String> hashes = new ConcurrentHashMap<>();

  CodeOrigins(BundleContext context) {
    this.context = context;
  }

  /** By symbolic name, version and hash of the bundles that these plugins run. */
  Map<String, String> of(Collection<PluginDescription> plugins) {
    Set<Bundle> bundles = new HashSet<>();
    for (PluginDescription plugin : plugins) {
      Arrays.stream(context.getBundles())
          .filter(bundle -> plugin.bundle().equals(bundle.getSymbolicName()))
          .filter(bundle -> plugin.version().equals(bundle.getVersion().toString()))
          .forEach(bundle -> follow(bundle, bundles));
    }
    Map<String, String> origins = new TreeMap<>();
    for (Bundle bundle : bundles) {
      // Two versions of one library may serve two plugins.
      origins.merge(
          bundle.getSymbolicName(),
          described(bundle),
          (one, other) -> String.join(", ", new TreeSet<>(Set.of(one, other))));
    }
    return Collections.unmodifiableMap(origins);
  }

  private static void follow(Bundle plugin, Set<Bundle> seen) {
    Deque<Bundle> open = new ArrayDeque<>(Set.of(plugin));
    while (!open.isEmpty()) {
      Bundle bundle = open.pop();
      BundleWiring wiring = bundle.adapt(BundleWiring.class);
      if (bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID
          || wiring == null
          || !wiring.getCapabilities(ENGINE).isEmpty()
          || !seen.add(bundle)) {
        continue;
      }
      wiring.getRequiredWires(BundleRevision.PACKAGE_NAMESPACE).stream()
          .map(BundleWire::getProviderWiring)
          .filter(Objects::nonNull)
          .map(BundleWiring::getBundle)
          .forEach(open::push);
    }
  }

  private String described(Bundle bundle) {
    String hash =
        hashes.computeIfAbsent(
            new Code(bundle.getBundleId(), bundle.getLastModified()), code -> hash(bundle));
    return bundle.getVersion() + " sha256:" + hash;
  }

  /** Of the jar, as {@code sha256sum} has it; of an unpacked bundle, of its files. */
  private static String hash(Bundle bundle) {
    try {
      String location = bundle.getLocation().replaceFirst("^reference:", "");
      if (location.startsWith("file:") && Files.isRegularFile(Path.of(URI.create(location)))) {
        return Sha256.ofFile(Path.of(URI.create(location)));
      }
      return hashOfEntries(bundle);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new OutputException(
          "The bundle %s cannot be read: %s.".formatted(bundle.getSymbolicName(), e.getMessage()),
          e);
    }
  }

  private static String hashOfEntries(Bundle bundle) throws IOException {
    Map<String, URL> entries = new TreeMap<>();
    Collections.list(bundle.findEntries("/", "*", true))
        .forEach(entry -> entries.put(entry.getPath(), entry));
    Sha256 hash = new Sha256();
    for (Map.Entry<String, URL> entry : entries.entrySet()) {
      if (!entry.getKey().endsWith("/")) {
        try (InputStream content = entry.getValue().openStream()) {
          hash.add(entry.getKey(), Sha256.of(content.readAllBytes()));
        }
      }
    }
    return hash.hex();
  }
}
