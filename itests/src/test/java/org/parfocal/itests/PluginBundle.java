package org.parfocal.itests;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Makes plugin jars as a lab's own build would: with bnd, from annotated classes. */
public final class PluginBundle {
  private PluginBundle() {}

  /** Writes a bundle with the classes of one package of these tests. */
  public static Path write(Path jar, String name, String packages) throws Exception {
    return write(jar, name, packages, "*");
  }

  /** The same with a bnd instruction for what the bundle imports. */
  public static Path write(Path jar, String name, String packages, String imports)
      throws Exception {
    try (Builder builder = new Builder()) {
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        File file = new File(entry);
        // The launcher's own libraries need not be analysed.
        if (file.isDirectory()
            || file.getName().contains("parfocal")
            || file.getName().contains("osgi")) {
          builder.addClasspath(file);
        }
      }
      builder.addClasspath(classes().toFile());
      builder.setProperty("Bundle-SymbolicName", name);
      builder.setProperty("Bundle-Version", "1.0.0");
      builder.setProperty("Private-Package", packages);
      builder.setProperty("Import-Package", imports);
      builder.setProperty("-noextraheaders", "true");
      try (Jar built = builder.build()) {
        if (!builder.isOk()) {
          throw new IllegalStateException(builder.getErrors().toString());
        }
        built.write(jar.toFile());
      }
    }
    return jar;
  }

  private static Path classes() throws URISyntaxException {
    return Path.of(PluginBundle.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
