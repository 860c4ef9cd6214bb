package org.parfocal.command.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.parfocal.api.Sections;
import org.parfocal.platform.BundleStatus;
import org.parfocal.platform.Platform;

/** Looks at the engine, the bundles, the plugins, and the distribution's folders. */
final class InstallationCheckup {
  /** A name and not a class: the command line must start where no engine is installed. */
  private static final String NATIVE_BUILD = "org.parfocal.nd4j.NativeBuild";

  /** Properties by which the launcher reports its choice of an engine. */
  private static final String DEVICE = "parfocal.device";

  private static final String DEVICE_REASON = "parfocal.device.reason";
  private static final String DEVICE_FALLBACK = "parfocal.device.fallback";

  private static final String STARTED_ON_DEMAND = "org.apache.felix.gogo.";

  private final BundleContext context;
  private final Platform platform;

  InstallationCheckup(BundleContext context, Platform platform) {
    this.context = context;
    this.platform = platform;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(device());
    findings.add(engine());
    findings.addAll(bundles());
    findings.add(plugins());
    findings.addAll(folders());
    return findings;
  }

  private Finding device() {
    @Nullable String device = context.getProperty(DEVICE);
    if (device == null) {
      return Finding.ok("device", "not chosen: the framework was not started by the launcher");
    }
    String told = device + ": " + context.getProperty(DEVICE_REASON);
    return Boolean.parseBoolean(context.getProperty(DEVICE_FALLBACK))
        ? Finding.warn("device", told)
        : Finding.ok("device", told);
  }

  private Finding engine() {
    try {
      ServiceReference<?>[] builds = context.getAllServiceReferences(NATIVE_BUILD, null);
      Object build = builds == null ? null : context.getService(builds[0]);
      return build == null
          ? Finding.warn("engine", "ND4J is not installed; add the feature dl4j-cpu to train")
          : Finding.ok("engine", build.toString());
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Finding> bundles() {
    List<BundleStatus> all = platform.bundles();
    List<Finding> findings = new ArrayList<>();
    for (BundleStatus bundle : all) {
      String what = "bundle " + bundle.name() + " " + bundle.version();
      if (!bundle.problem().isEmpty()) {
        findings.add(Finding.fail(what, "cannot be resolved: " + bundle.problem()));
      } else if (bundle.state().equals("resolved")
          && !bundle.name().startsWith(STARTED_ON_DEMAND)) {
        findings.add(Finding.warn(what, "is not started; see the log for the reason"));
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.ok("bundles", all.size() + " installed, all resolved"))
        : findings;
  }

  private Finding plugins() {
    List<String> lacking =
        Sections.ALL.stream()
            .filter(section -> platform.catalogue().plugins(section).isEmpty())
            .toList();
    int count = platform.catalogue().plugins().size();
    return lacking.isEmpty()
        ? Finding.ok("plugins", count + " in " + Sections.ALL.size() + " sections")
        : Finding.warn(
            "plugins",
            "none for %s; add a feature or a jar that has one"
                .formatted(String.join(", ", lacking)));
  }

  private List<Finding> folders() {
    @Nullable String home = context.getProperty("parfocal.home");
    if (home == null) {
      return List.of(
          Finding.ok("distribution", "none: the framework was not started by the launcher"));
    }
    Path folder = Path.of(home).toAbsolutePath().normalize();
    return List.of(
        listed("features", folder.resolve("features"), ".json"),
        listed("added plugins", folder.resolve("plugins"), ".jar"));
  }

  private static Finding listed(String what, Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return Finding.warn(
          what, "there is no folder " + folder + "; unpack or build Parfocal again");
    }
    try (Stream<Path> files = Files.list(folder)) {
      String names =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.endsWith(ending))
              .sorted()
              .collect(Collectors.joining(", "));
      return Finding.ok(what, (names.isEmpty() ? "none" : names) + " in " + folder);
    } catch (IOException e) {
      return Finding.fail(what, folder + " cannot be read: " + e.getMessage());
    }
  }
}
