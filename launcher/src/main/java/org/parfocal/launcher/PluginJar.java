package org.parfocal.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Looks into a jar before it is installed. */
final class PluginJar {
  private PluginJar() {}

  /** Why this file cannot be a plugin, as the end of a sentence; empty if it can. */
  static Optional<String> objection(Path file) {
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      if (manifest == null
          || manifest.getMainAttributes().getValue("Bundle-SymbolicName") == null) {
        return Optional.of(
            "it is not an OSGi bundle (its manifest has no Bundle-SymbolicName); build it with bnd");
      }
      return Optional.empty();
    } catch (IOException | SecurityException e) {
      return Optional.of("it cannot be read as a jar (%s)".formatted(e.getMessage()));
    }
  }
}
