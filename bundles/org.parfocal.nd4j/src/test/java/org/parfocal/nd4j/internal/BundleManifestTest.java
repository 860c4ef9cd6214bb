package org.parfocal.nd4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the checked-in manifest against what is really embedded. */
class BundleManifestTest {
  private static final Path BUNDLE = Path.of("target/classes");
  private static final Set<String> EXPORTED =
      Set.of(
          "nd4j-api",
          "nd4j-common",
          "nd4j-native",
          "nd4j-native-api",
          "deeplearning4j-nn",
          "deeplearning4j-utility-iterators",
          "resources",
          "javacpp",
          "openblas");

  private static Attributes manifest;
  private static Set<String> jars;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = Files.newInputStream(BUNDLE.resolve("META-INF/MANIFEST.MF"));
        Stream<Path> files = Files.list(BUNDLE.resolve("lib"))) {
      manifest = new Manifest(in).getMainAttributes();
      jars = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Test
  void everyEmbeddedJarIsOnTheBundlesClassPath() {
    assertThat(clauses("Bundle-ClassPath"))
        .startsWith(".")
        .containsAll(jars.stream().map(jar -> "lib/" + jar).toList());
  }

  @Test
  void everyLibraryOfTheClassPathIsEmbedded() {
    List<String> libraries =
        clauses("Bundle-ClassPath").stream()
            .filter(entry -> entry.startsWith("lib/") && !entry.contains("-x86_64"))
            .map(entry -> entry.substring("lib/".length()))
            .toList();

    assertThat(jars).containsAll(libraries);
  }

  @Test
  void thePackagesOfTheEngineAreExported() throws IOException {
    Set<String> packages = new TreeSet<>(Set.of("org.parfocal.nd4j"));
    for (String jar : EXPORTED) {
      packages.addAll(packages(BUNDLE.resolve("lib").resolve(jar + ".jar")));
    }

    assertThat(clauses("Export-Package")).containsExactlyInAnyOrderElementsOf(packages);
  }

  @Test
  void theVersionIsTheProjects() {
    assertThat(manifest.getValue("Bundle-Version"))
        .matches("[0-9]+\\.[0-9]+\\.[0-9]+(\\.[\\w-]+)?");
  }

  private static Set<String> packages(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith("org/") && name.endsWith(".class"))
          .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
          .filter(name -> !name.startsWith("org.tensorflow"))
          .collect(Collectors.toSet());
    }
  }

  private static List<String> clauses(String header) {
    return Stream.of(manifest.getValue(header).split(","))
        .map(clause -> clause.strip().split(";")[0])
        .toList();
  }
}
