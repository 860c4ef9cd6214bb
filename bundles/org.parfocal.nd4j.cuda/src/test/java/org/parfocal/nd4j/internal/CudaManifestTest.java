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

/** Holds the checked-in manifest against what is embedded, and against the CPU bundle's. */
class CudaManifestTest {
  private static final Path BUNDLE = Path.of("target/classes");
  private static final Path CPU_MANIFEST =
      Path.of("../org.parfocal.nd4j/src/main/resources/META-INF/MANIFEST.MF");
  private static final Set<String> EXPORTED =
      Set.of(
          "nd4j-api",
          "nd4j-common",
          "nd4j-cuda-11.6",
          "nd4j-native-api",
          "deeplearning4j-nn",
          "deeplearning4j-utility-iterators",
          "resources",
          "javacpp");

  /** Where the CPU's natives are called; nothing of Parfocal imports them. */
  private static final List<String> CPU_ONLY =
      List.of("org.nd4j.linalg.cpu.nativecpu", "org.bytedeco.openblas");

  private static Attributes manifest;
  private static Attributes cpu;
  private static Set<String> jars;

  @BeforeAll
  static void read() throws IOException {
    manifest = attributes(BUNDLE.resolve("META-INF/MANIFEST.MF"));
    cpu = attributes(CPU_MANIFEST);
    try (Stream<Path> files = Files.list(BUNDLE.resolve("lib"))) {
      jars = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Test
  void theClassPathIsWhatIsEmbedded() {
    Set<String> libraries =
        clauses(manifest, "Bundle-ClassPath").stream()
            .filter(entry -> !entry.equals("."))
            .map(entry -> entry.substring("lib/".length()))
            .collect(Collectors.toCollection(TreeSet::new));
    // Embedded by another profile only; a framework passes over what is not there.
    libraries.remove("cuda-linux-x86_64-redist.jar");

    assertThat(jars).containsAll(libraries);
    libraries.add("cuda-linux-x86_64-redist.jar");
    assertThat(libraries).containsAll(jars);
  }

  @Test
  void theNativesAreThoseOfCudaAlone() {
    assertThat(jars)
        .contains("nd4j-cuda-11.6-linux-x86_64-cudnn.jar")
        .doesNotContain("nd4j-native.jar", "nd4j-cuda-11.6-linux-x86_64.jar", "openblas.jar");
  }

  @Test
  void thePackagesOfTheEngineAreExported() throws IOException {
    Set<String> packages = new TreeSet<>(Set.of("org.parfocal.nd4j"));
    for (String jar : EXPORTED) {
      packages.addAll(packages(BUNDLE.resolve("lib").resolve(jar + ".jar")));
    }

    assertThat(clauses(manifest, "Export-Package")).containsExactlyInAnyOrderElementsOf(packages);
  }

  @Test
  void eitherBundleCanStandInForTheOther() {
    List<String> common =
        clauses(cpu, "Export-Package").stream()
            .filter(name -> CPU_ONLY.stream().noneMatch(name::startsWith))
            .toList();

    assertThat(clauses(manifest, "Export-Package")).containsAll(common);
    for (String same :
        List.of("Provide-Capability", "Require-Capability", "Import-Package", "Bundle-Activator")) {
      assertThat(manifest.getValue(same)).as(same).isEqualTo(cpu.getValue(same));
    }
  }

  private static Attributes attributes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new Manifest(in).getMainAttributes();
    }
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

  private static List<String> clauses(Attributes attributes, String header) {
    return Stream.of(attributes.getValue(header).split(","))
        .map(clause -> clause.strip().split(";")[0])
        .toList();
  }
}
