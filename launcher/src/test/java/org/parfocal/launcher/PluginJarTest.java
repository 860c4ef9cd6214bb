package org.parfocal.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PluginJarTest {
  @TempDir Path folder;

  @Test
  void aBundleIsWelcome() throws IOException {
    assertThat(PluginJar.objection(jar("Bundle-SymbolicName"), Set.of())).isEmpty();
  }

  @Test
  void aPlainJarIsToldApart() throws IOException {
    assertThat(PluginJar.objection(jar("Built-By"), Set.of()))
        .get()
        .asString()
        .contains("not an OSGi bundle");
  }

  @Test
  void aFileThatIsNoJarIsToldApart() throws IOException {
    Path file = Files.writeString(folder.resolve("text.jar"), "not a jar");

    assertThat(PluginJar.objection(file, Set.of()))
        .get()
        .asString()
        .contains("cannot be read as a jar");
  }

  @Test
  @Timeout(10)
  void aPipeOrAFolderIsNotOpened() throws Exception {
    Path pipe = folder.resolve("pipe.jar");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    assertThat(PluginJar.objection(pipe, Set.of())).contains("it is not a file");
    assertThat(PluginJar.objection(folder, Set.of())).contains("it is not a file");
  }

  @Test
  void aPackageOfParfocalCannotBeReplaced() throws IOException {
    Path file =
        bundle(
            Map.of("Export-Package", "lab;version=\"1,2\",org.parfocal.api;x=\"y\""),
            "a",
            new byte[0]);
    assertThat(PluginJar.objection(file, Set.of("org.parfocal.api", "y")))
        .contains(
            "it exports the package org.parfocal.api, which Parfocal has itself; import it"
                + " instead");
    assertThat(PluginJar.objection(file, Set.of("org.parfocal.core", "y"))).isEmpty();
  }

  @Test
  void aBrokenDescriptionOfAComponentIsNamed() throws IOException {
    Map<String, String> header = Map.of("Service-Component", "OSGI-INF/a.xml, OSGI-INF/b.xml");
    assertThat(
            PluginJar.objection(bundle(header, "OSGI-INF/a.xml", "<a>".getBytes(UTF_8)), Set.of()))
        .contains(
            "its description of a component, OSGI-INF/a.xml, is no sound XML; build it with bnd");
    assertThat(
            PluginJar.objection(bundle(header, "OSGI-INF/a.xml", "<a/>".getBytes(UTF_8)), Set.of()))
        .contains("its description of a component, OSGI-INF/b.xml, is missing; build it with bnd");
  }

  @Test
  void classesOfANewerJavaAreTold() throws IOException {
    byte[] next = {
      (byte) 0xCA,
      (byte) 0xFE,
      (byte) 0xBA,
      (byte) 0xBE,
      0,
      0,
      0,
      (byte) (Runtime.version().feature() + 45)
    };
    assertThat(PluginJar.objection(bundle(Map.of(), "lab/A.class", next), Set.of()))
        .get()
        .asString()
        .startsWith(
            "its classes need Java %d, and this is Java %d"
                .formatted(Runtime.version().feature() + 1, Runtime.version().feature()));
    next[7]--;
    assertThat(PluginJar.objection(bundle(Map.of(), "lab/A.class", next), Set.of())).isEmpty();
  }

  private Path bundle(Map<String, String> headers, String name, byte[] content) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "lab");
    headers.forEach(manifest.getMainAttributes()::putValue);
    Path file = folder.resolve("bundle.jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      jar.putNextEntry(new JarEntry(name));
      jar.write(content);
    }
    return file;
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
