package org.parfocal.command.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.OutputException;
import org.parfocal.platform.BundleStatus;
import org.parfocal.platform.Platform;

/**
 * A jar that may become a plugin. It is installed in the running framework, which resolves it and
 * runs nothing of it, and taken out again: so it is judged by what would judge it at the next
 * start.
 */
final class PluginCandidate {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,199}");

  private final BundleContext context;
  private final Platform platform;

  PluginCandidate(BundleContext context, Platform platform) {
    this.context = context;
    this.platform = platform;
  }

  /**
   * Checks a jar.
   *
   * @param from where it comes from, for messages and the record
   * @return the line of the record
   * @throws ConfigurationException if it would not work here; says why
   */
  PluginFolder.Entry check(Path jar, String from) {
    Bundle bundle = installed(jar, from);
    try {
      String name = bundle.getSymbolicName();
      if (name == null || !NAME.matcher(name).matches()) {
        throw refused(
            from, "is no OSGi bundle (its manifest has no Bundle-SymbolicName); build it with bnd");
      }
      Arrays.stream(context.getBundles())
          .filter(other -> other != bundle && name.equals(other.getSymbolicName()))
          .findFirst()
          .ifPresent(
              other -> {
                throw refused(
                    from,
                    "holds the bundle %s, and %s of it is installed; remove that first: parfocal plugin remove %1$s"
                        .formatted(name, other.getVersion()));
              });
      requireOwnPackages(bundle, from);
      platform.bundles().stream()
          .filter(status -> status.name().equals(name))
          .map(BundleStatus::problem)
          .filter(problem -> !problem.isEmpty())
          .findFirst()
          .ifPresent(
              problem -> {
                throw refused(from, "would not start here: " + problem);
              });
      String version = bundle.getVersion().toString();
      return new PluginFolder.Entry(
          name, version, name + "-" + version + ".jar", PluginFolder.sum(jar), from);
    } finally {
      uninstall(bundle);
    }
  }

  private Bundle installed(Path jar, String from) {
    try (InputStream in = Files.newInputStream(jar)) {
      return context.installBundle("candidate:" + UUID.randomUUID(), in);
    } catch (BundleException e) {
      String twin = PluginFolder.name(jar);
      throw refused(
          from,
          e.getType() == BundleException.DUPLICATE_BUNDLE_ERROR
              ? "holds the bundle %s, which is installed in this version; remove that first: parfocal plugin remove %1$s"
                  .formatted(twin)
              : "is no OSGi bundle (%s); build it with bnd".formatted(e.getMessage()));
    } catch (IOException e) {
      throw new OutputException("%s cannot be read: %s.".formatted(jar, e.getMessage()), e);
    }
  }

  private void requireOwnPackages(Bundle bundle, String from) {
    Set<String> taken =
        Arrays.stream(context.getBundles())
            .filter(other -> other != bundle)
            .filter(other -> !String.valueOf(other.getLocation()).contains("/plugins/"))
            .flatMap(other -> packages(other).stream())
            .collect(Collectors.toSet());
    packages(bundle).stream()
        .filter(taken::contains)
        .findFirst()
        .ifPresent(
            name -> {
              throw refused(
                  from,
                  "exports the package %s, which Parfocal has itself; import it instead"
                      .formatted(name));
            });
  }

  private static List<String> packages(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision == null
        ? List.of()
        : revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
            .map(
                capability ->
                    Objects.requireNonNull(
                            capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                        .toString())
            .toList();
  }

  private static void uninstall(Bundle bundle) {
    try {
      bundle.uninstall();
    } catch (BundleException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ConfigurationException refused(String from, String why) {
    return new ConfigurationException("%s %s.".formatted(from, why.replaceFirst("\\.$", "")));
  }
}
