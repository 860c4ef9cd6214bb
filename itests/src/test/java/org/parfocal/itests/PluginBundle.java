package org.parfocal.itests;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** Makes plugin jars as a lab's own build would: with bnd, from annotated classes. */
public final class PluginBundle {
  private PluginBundle() {}

  /** Writes a bundle with the classes of one package of these tests, and with these libraries. */
  public static Path write(Path jar, String name, String packages, Path... libraries)
      throws Exception {
    return write(jar, name, packages, "*", classes(), libraries);
  }

  /** The same with a bnd instruction for what the bundle imports. */
  public static Path write(Path jar, String name, String packages, String imports)
      throws Exception {
    return write(jar, name, packages, imports, classes());
  }

  /**
   * The same of a class of these tests whose source was changed and compiled anew.
   *
   * @param former text in the source
   * @param changed what stands there now
   * @param libraries jars whose content becomes part of the bundle
   */
  public static Path rebuild(
      Path jar, String name, Class<?> type, String former, String changed, Path... libraries)
      throws Exception {
    String file = type.getName().replace('.', '/') + ".java";
    String source = Files.readString(Path.of("src/test/java").resolve(file));
    if (!source.contains(former)) {
      throw new IllegalArgumentException(file + " does not contain " + former);
    }
    Path folder = Files.createTempDirectory(jar.getParent().getParent(), "rebuilt");
    Path copy = folder.resolve("source").resolve(file);
    Files.createDirectories(copy.getParent());
    Files.writeString(copy, source.replace(former, changed));
    Path classes = Files.createDirectory(folder.resolve("classes"));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", classes.toString(), copy.toString());
    if (code != 0) {
      throw new IllegalStateException("the changed source does not compile");
    }
    return write(jar, name, type.getPackageName(), "*", classes, libraries);
  }

  /** The same of classes in another folder. */
  public static Path write(
      Path jar, String name, String packages, String imports, Path classes, Path... libraries)
      throws Exception {
    try (Builder builder = new Builder()) {
      builder.addClasspath(classes.toFile());
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        File file = new File(entry);
        // The launcher's own libraries need not be analysed.
        if (file.isDirectory() && !file.toPath().equals(classes())
            || file.getName().contains("parfocal")
            || file.getName().contains("osgi")) {
          builder.addClasspath(file);
        }
      }
      builder.setProperty("Bundle-SymbolicName", name);
      builder.setProperty("Bundle-Version", "1.0.0");
      builder.setProperty("Private-Package", packages);
      builder.setProperty("Import-Package", imports);
      builder.setProperty("-noextraheaders", "true");
      builder.setProperty(
          "-includeresource",
          Arrays.stream(libraries)
              .map(library -> "@" + library.toAbsolutePath())
              .collect(Collectors.joining(",")));
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
