package org.parfocal.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginJarTest {
  @TempDir Path folder;

  @Test
  void aBundleIsWelcome() throws IOException {
    assertThat(PluginJar.objection(jar("Bundle-SymbolicName"))).isEmpty();
  }

  @Test
  void aPlainJarIsToldApart() throws IOException {
    assertThat(PluginJar.objection(jar("Built-By")))
        .get()
        .asString()
        .contains("not an OSGi bundle");
  }

  @Test
  void aFileThatIsNoJarIsToldApart() throws IOException {
    Path file = Files.writeString(folder.resolve("text.jar"), "not a jar");

    assertThat(PluginJar.objection(file)).get().asString().contains("cannot be read as a jar");
  }

  private Path jar(String header) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue(header, "org.example");
    Path file = folder.resolve("a.jar");
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
    return file;
  }
}
