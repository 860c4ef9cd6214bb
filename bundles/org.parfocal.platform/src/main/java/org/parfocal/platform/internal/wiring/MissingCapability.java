package org.parfocal.platform.internal.wiring;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevision;

/** Finds out what an installed bundle lacks so that it cannot be resolved. */
final class MissingCapability {
  private static final Pattern REQUIREMENT =
      Pattern.compile("(osgi\\.wiring\\.package|osgi\\.wiring\\.bundle|osgi\\.ee)=([\\w.\\-/]+)");
  private static final Pattern VERSION = Pattern.compile("\\(version>=([\\w.]+)\\)");

  private MissingCapability() {}

  /** A sentence about a bundle that resolving has just failed for. */
  static String of(Bundle bundle) {
    if (isFragment(bundle)) {
      return "the bundle that it belongs to is not installed.";
    }
    try {
      // Only an attempt to start reveals the reason. It cannot succeed.
      bundle.start(Bundle.START_TRANSIENT);
      return "it could not be resolved at first; try again.";
    } catch (BundleException e) {
      return sentence(String.valueOf(e.getMessage()));
    }
  }

  static String sentence(String message) {
    int summary = message.indexOf("Unresolved requirements:");
    String chain = summary < 0 ? message : message.substring(0, summary);
    Matcher requirement = REQUIREMENT.matcher(chain);
    String found = "";
    while (requirement.find()) {
      // The last one of the chain is the cause of those before it.
      Matcher version = VERSION.matcher(chain.substring(requirement.end()));
      String from = version.find() ? " " + version.group(1) + " or newer" : "";
      found =
          switch (requirement.group(1)) {
            case "osgi.wiring.package" -> "the package " + requirement.group(2) + from;
            case "osgi.wiring.bundle" -> "the bundle " + requirement.group(2) + from;
            default -> "a Java environment " + requirement.group(2) + from;
          };
    }
    return found.isEmpty()
        ? message + "."
        : found + " is missing; install a bundle that provides it.";
  }

  static boolean isFragment(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision != null
        ? (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0
        : bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
  }
}
