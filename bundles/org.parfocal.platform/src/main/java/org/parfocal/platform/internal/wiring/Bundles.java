package org.parfocal.platform.internal.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.parfocal.api.Sections;
import org.parfocal.platform.BundleStatus;
import org.parfocal.platform.internal.resolving.PluginAbsence;

/** The installed bundles and what keeps them from working. */
public final class Bundles implements PluginAbsence {
  private static final int LARGEST_COMPONENT_FILE = 1 << 20;
  private final BundleContext context;

  /** Looks at the framework of this context. */
  public Bundles(BundleContext context) {
    this.context = context;
  }

  /** Every bundle, in the order in which they were installed. */
  public List<BundleStatus> all() {
    return Arrays.stream(context.getBundles()).map(this::status).toList();
  }

  private BundleStatus status(Bundle bundle) {
    Optional<String> problem = problem(bundle);
    return new BundleStatus(
        String.valueOf(bundle.getSymbolicName()),
        bundle.getVersion().toString(),
        state(bundle),
        problem.orElse(""));
  }

  @Override
  public String reason(String section, String name) {
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getState() != Bundle.ACTIVE && holds(bundle, section, name)) {
        String named = bundle.getSymbolicName() + " " + bundle.getVersion();
        return problem(bundle)
            .map(problem -> " Bundle %s has it but cannot run: %s".formatted(named, problem))
            .orElse(" Bundle %s has it but is not started.".formatted(named));
      }
    }
    return "";
  }

  private Optional<String> problem(Bundle bundle) {
    if (bundle.getState() != Bundle.INSTALLED) {
      return Optional.empty();
    }
    FrameworkWiring wiring =
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    return wiring.resolveBundles(List.of(bundle))
        ? Optional.empty()
        : Optional.of(MissingCapability.of(bundle));
  }

  private static boolean holds(Bundle bundle, String section, String name) {
    String components = bundle.getHeaders("").get("Service-Component");
    if (components == null) {
      return false;
    }
    return Arrays.stream(components.split(","))
        .map(path -> path.split(";", 2)[0].strip())
        .map(bundle::getEntry)
        .anyMatch(
            file ->
                file != null
                    && declares(file, Sections.SECTION_PROPERTY, section)
                    && declares(file, Sections.NAME_PROPERTY, name));
  }

  private static boolean declares(URL file, String property, String value) {
    Pattern declaration =
        Pattern.compile(
            "<property\\s[^>]*name=\"%s\"[^>]*value=\"%s\""
                .formatted(Pattern.quote(property), Pattern.quote(value)));
    try (InputStream stream = file.openStream()) {
      String xml = new String(stream.readNBytes(LARGEST_COMPONENT_FILE), StandardCharsets.UTF_8);
      return declaration.matcher(xml).find();
    } catch (IOException e) {
      return false;
    }
  }

  private static String state(Bundle bundle) {
    String state =
        switch (bundle.getState()) {
          case Bundle.ACTIVE -> "ACTIVE";
          case Bundle.RESOLVED -> MissingCapability.isFragment(bundle) ? "FRAGMENT" : "RESOLVED";
          case Bundle.STARTING -> "STARTING";
          case Bundle.STOPPING -> "STOPPING";
          case Bundle.UNINSTALLED -> "UNINSTALLED";
          default -> "INSTALLED";
        };
    return state.toLowerCase(Locale.ROOT);
  }
}
