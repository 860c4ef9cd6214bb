package org.parfocal.launcher;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Looks into a jar before it is installed: what it finds is said in words, and cannot hang. */
final class PluginJar {
  private static final int CLASS_FILE = 0xCAFEBABE;

  /** A class file of Java 17 has version 61. */
  private static final int VERSION_BEFORE_JAVA_1 = 44;

  private final JarFile jar;
  private final Attributes headers;

  private PluginJar(JarFile jar, Attributes headers) {
    this.jar = jar;
    this.headers = headers;
  }

  /**
   * Why this file cannot be a plugin, as the end of a sentence; empty if it can.
   *
   * @param taken packages that the distribution's own bundles export
   */
  static Optional<String> objection(Path file, Set<String> taken) {
    if (!Files.isRegularFile(file)) {
      return Optional.of("it is not a file");
    }
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      if (manifest == null
          || manifest.getMainAttributes().getValue("Bundle-SymbolicName") == null) {
        return Optional.of(
            "it is not an OSGi bundle (its manifest has no Bundle-SymbolicName); build it with"
                + " bnd");
      }
      PluginJar plugin = new PluginJar(jar, manifest.getMainAttributes());
      return plugin.hijacked(taken).or(plugin::brokenComponent).or(plugin::newerClass);
    } catch (IOException | RuntimeException e) {
      return Optional.of("it cannot be read as a jar (%s)".formatted(e.getMessage()));
    }
  }

  private Optional<String> hijacked(Set<String> taken) {
    return ExportedPackages.of(headers.getValue("Export-Package")).stream()
        .filter(taken::contains)
        .findFirst()
        .map(
            name ->
                "it exports the package %s, which Parfocal has itself; import it instead"
                    .formatted(name));
  }

  private Optional<String> brokenComponent() {
    String components = headers.getValue("Service-Component");
    List<String> files =
        components == null ? List.of() : Arrays.asList(components.strip().split("\\s*,\\s*"));
    for (String file : files) {
      JarEntry entry = jar.getJarEntry(file);
      // A pattern is left to the component runtime.
      if (!file.contains("*") && (entry == null || !isXml(entry))) {
        return Optional.of(
            "its description of a component, %s, is %s; build it with bnd"
                .formatted(file, entry == null ? "missing" : "no sound XML"));
      }
    }
    return Optional.empty();
  }

  private boolean isXml(JarEntry entry) {
    try (InputStream in = jar.getInputStream(entry)) {
      SAXParserFactory factory = SAXParserFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.newSAXParser().parse(in, new DefaultHandler());
      return true;
    } catch (IOException | SAXException e) {
      return false;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<String> newerClass() {
    int newest = Runtime.version().feature() + VERSION_BEFORE_JAVA_1;
    return jar.stream()
        .filter(entry -> entry.getName().endsWith(".class"))
        .filter(entry -> !entry.getName().startsWith("META-INF/"))
        .mapToInt(this::version)
        .filter(version -> version > newest)
        .mapToObj(
            version ->
                "its classes need Java %d, and this is Java %d; compile it with --release %2$d"
                    .formatted(version - VERSION_BEFORE_JAVA_1, Runtime.version().feature()))
        .findFirst();
  }

  /** Zero for what is no class file. */
  private int version(JarEntry entry) {
    try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
      boolean isClass = in.readInt() == CLASS_FILE;
      in.readUnsignedShort();
      return isClass ? in.readUnsignedShort() : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
