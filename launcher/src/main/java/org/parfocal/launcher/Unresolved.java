package org.parfocal.launcher;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;

/** Says in words why a bundle does not start. */
final class Unresolved {
  private static final Pattern MISSING =
      Pattern.compile(
          "missing requirement \\[[^]]*](?:\\([^)]*\\))?]? ?([\\w.]+); (\\(.*?\\)+)(?= |]|$)");
  private static final Pattern PACKAGE = Pattern.compile("osgi\\.wiring\\.package=([\\w.]+)");
  private static final Pattern JAVA = Pattern.compile("version=([\\d.]+)");
  private static final Pattern FROM = Pattern.compile("\\(version>=([\\d.]+)\\)");
  private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([\\d.]+)\\)\\)");

  private Unresolved() {}

  /** The reason, as the end of a sentence without its full stop. */
  static String reason(BundleException problem) {
    if (problem.getType() == BundleException.DUPLICATE_BUNDLE_ERROR) {
      return "another bundle with the same name and version is installed already";
    }
    String message = String.valueOf(problem.getMessage());
    @Nullable String last = null;
    Matcher matcher = MISSING.matcher(message);
    // The resolver reports a chain; its last link is what is really missing.
    while (matcher.find()) {
      last = words(matcher.group(1), matcher.group(2));
    }
    if (last != null) {
      return last;
    }
    Throwable cause = problem;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == problem ? message : "it fails to start: " + cause;
  }

  private static String words(String namespace, String filter) {
    Matcher name = PACKAGE.matcher(filter);
    if (name.find()) {
      return "it needs the package %s%s, which no installed bundle exports"
          .formatted(name.group(1), range(filter));
    }
    Matcher java = JAVA.matcher(filter);
    if (namespace.equals("osgi.ee") && java.find()) {
      return "it needs Java %s, and this is Java %d"
          .formatted(java.group(1), Runtime.version().feature());
    }
    return "it needs %s %s, which no installed bundle provides".formatted(namespace, filter);
  }

  private static String range(String filter) {
    Matcher below = BELOW.matcher(filter);
    Matcher from = FROM.matcher(filter.replaceAll("\\(!\\([^)]*\\)\\)", ""));
    String text = from.find() ? " " + from.group(1) + " or newer" : "";
    return below.find() ? text + " but below " + below.group(1) : text;
  }
}
