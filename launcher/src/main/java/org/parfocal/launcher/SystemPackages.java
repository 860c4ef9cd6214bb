package org.parfocal.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Set;
import java.util.StringJoiner;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * The packages of the launcher's class path that bundles share: the log and the component runtime's
 * own types. Their versions are read from the jars, so nothing has to be kept in step by hand.
 */
public final class SystemPackages {
  private static final Set<String> SHARED =
      Set.of(
          "slf4j.api",
          "org.osgi.service.component",
          "org.osgi.service.log",
          "org.osgi.util.promise",
          "org.osgi.util.function");

  private SystemPackages() {}

  /** Value of {@code org.osgi.framework.system.packages.extra}. */
  public static String extra() {
    StringJoiner exports = new StringJoiner(",");
    try {
      ClassLoader loader = SystemPackages.class.getClassLoader();
      for (URL url : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
        try (InputStream in = url.openStream()) {
          Attributes main = new Manifest(in).getMainAttributes();
          String name = main.getValue("Bundle-SymbolicName");
          if (name != null && SHARED.contains(name.replaceFirst(";.*", "").strip())) {
            exports.add(main.getValue("Export-Package"));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return exports.toString();
  }
}
