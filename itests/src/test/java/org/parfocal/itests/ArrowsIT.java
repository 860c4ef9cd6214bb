package org.parfocal.itests;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.header.OSGiHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.parfocal.itest.Program;

/**
 * The arrows of docs/architecture.md, read from the manifests of the distribution's own bundles.
 */
class ArrowsIT {
  private static final String OWN = "org.parfocal.";

  /** For each bundle, or family of bundles ({@code .*}), those that it may use. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("api", Set.of()),
          Map.entry("nd4j", Set.of()),
          Map.entry("nd4j.cuda", Set.of()),
          Map.entry("statistics", Set.of("api")),
          Map.entry("core", Set.of("api", "statistics")),
          Map.entry("table", Set.of("api")),
          Map.entry("plan", Set.of("api")),
          Map.entry("cuda", Set.of("api", "plan")),
          Map.entry("protocol", Set.of("api", "imaging", "table")),
          Map.entry("imaging", Set.of("api", "table")),
          Map.entry("inference", Set.of("api", "imaging")),
          Map.entry("executor.*", Set.of("api")),
          Map.entry("nn", Set.of("nd4j")),
          Map.entry("learning", Set.of("api", "nn", "nd4j")),
          Map.entry("platform", Set.of("api", "core")),
          Map.entry("report", Set.of("api", "core")),
          Map.entry("command", Set.of("api", "core", "platform", "report")),
          Map.entry("dataset.*", Set.of("api", "imaging", "table")),
          Map.entry("augmentation.*", Set.of("api")),
          Map.entry("augmentation.zoom", Set.of("api", "imaging")),
          Map.entry("augmentation.dcgan", Set.of("api", "imaging", "learning", "nn", "nd4j")),
          Map.entry("metric.*", Set.of("api", "statistics")),
          Map.entry("onnx", Set.of("api", "learning", "nn", "nd4j")),
          Map.entry("backbone.*", Set.of("api", "learning", "nn", "nd4j", "plan")),
          Map.entry("model.*", Set.of("api", "imaging", "learning", "nn", "statistics")));

  /** Whose types may be the engine's. */
  private static final Set<String> ENGINE =
      Set.of(
          "nd4j",
          "nd4j.cuda",
          "nn",
          "learning",
          "backbone.*",
          "onnx",
          "model.*",
          "augmentation.dcgan");

  private static final List<String> ENGINE_PACKAGES =
      List.of("org.nd4j.", "org.deeplearning4j.", "org.bytedeco.");

  /** What another engine's bundle needs of ND4J to meet {@code learning}: arrays, no network. */
  private static final Set<String> ARRAYS =
      Set.of(
          "org.nd4j.linalg.api.buffer",
          "org.nd4j.linalg.api.concurrency",
          "org.nd4j.linalg.api.ndarray",
          "org.nd4j.linalg.factory",
          "org.nd4j.linalg.indexing",
          "org.nd4j.linalg.ops.transforms");

  private static final Map<String, Manifest> BUNDLES = new LinkedHashMap<>();

  @BeforeAll
  static void readManifests() throws IOException {
    Path folder = Program.distribution().resolve("repository/org/parfocal");
    try (Stream<Path> jars = Files.walk(folder, 3)) {
      for (Path jar : jars.filter(path -> path.toString().endsWith(".jar")).sorted().toList()) {
        Manifest manifest = manifest(jar);
        String name = manifest.getMainAttributes().getValue("Bundle-SymbolicName");
        BUNDLES.put(name.replaceFirst(";.*", "").substring(OWN.length()), manifest);
      }
    }
    assertThat(BUNDLES).containsKeys("api", "core", "platform", "nn", "learning", "nd4j");
  }

  @Test
  void everyBundleHasItsPlaceInTheHouse() {
    assertThat(BUNDLES.keySet()).allSatisfy(bundle -> assertThat(ARROWS).containsKey(rule(bundle)));
  }

  @Test
  void bundlesUseOnlyThoseThatTheirArrowsPointTo() {
    Map<String, String> home = exporters();
    List<String> wrong = new ArrayList<>();
    BUNDLES.forEach(
        (bundle, manifest) -> {
          for (String used : packages(manifest, "Import-Package")) {
            String other = home.get(used);
            if (used.startsWith(OWN)
                && !bundle.equals(other)
                && !ARROWS.getOrDefault(rule(bundle), Set.of()).contains(other)) {
              wrong.add(bundle + " uses " + used + " of " + other);
            }
          }
        });
    assertThat(wrong).isEmpty();
  }

  @Test
  void theEnginesTypesStayWhereModelsAre() {
    List<String> wrong = new ArrayList<>();
    BUNDLES.forEach(
        (bundle, manifest) -> {
          for (String used : packages(manifest, "Import-Package")) {
            if (ENGINE_PACKAGES.stream().anyMatch(used::startsWith)
                && !ENGINE.contains(rule(bundle))) {
              wrong.add(bundle + " uses " + used);
            }
          }
        });
    assertThat(wrong).isEmpty();
  }

  @Test
  void learningAndTheModelsKnowArraysAndNoNetworkOfTheEngine() {
    BUNDLES.forEach(
        (bundle, manifest) -> {
          // No network of ours, so that they need no arrays either.
          if (Set.of("model.texture", "model.process").contains(bundle)) {
            assertThat(packages(manifest, "Import-Package"))
                .noneMatch(used -> ENGINE_PACKAGES.stream().anyMatch(used::startsWith));
          } else if (bundle.equals("learning")
              || bundle.equals("onnx")
              || bundle.startsWith("model.")) {
            assertThat(packages(manifest, "Import-Package"))
                .as(bundle)
                .filteredOn(used -> ENGINE_PACKAGES.stream().anyMatch(used::startsWith))
                .isNotEmpty()
                .isSubsetOf(ARRAYS);
          }
        });
  }

  @Test
  void theApiNeedsNothingAtRunTime() {
    assertThat(packages(BUNDLES.get("api"), "Import-Package"))
        .allMatch(used -> used.startsWith("java.") || used.startsWith(OWN + "api"));
  }

  @Test
  void internalPackagesAreNotExportedAndOthersStandBelowTheirBundlesName() {
    BUNDLES.forEach(
        (bundle, manifest) -> {
          if (!bundle.startsWith("nd4j")) {
            assertThat(packages(manifest, "Export-Package"))
                .as(bundle)
                .allMatch(name -> (name + ".").startsWith(OWN + bundle + "."))
                .noneMatch(name -> (name + ".").contains(".internal."));
          }
        });
  }

  private static Map<String, String> exporters() {
    return BUNDLES.entrySet().stream()
        // It exports the same as the CPU's engine; one of the two is installed.
        .filter(entry -> !entry.getKey().equals("nd4j.cuda"))
        .flatMap(
            entry ->
                packages(entry.getValue(), "Export-Package").stream()
                    .filter(name -> name.startsWith(OWN))
                    .map(name -> Map.entry(name, entry.getKey())))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The key of {@link #ARROWS} that a bundle falls under. */
  private static String rule(String bundle) {
    if (ARROWS.containsKey(bundle)) {
      return bundle;
    }
    int dot = bundle.indexOf('.');
    return dot < 0 ? bundle : bundle.substring(0, dot) + ".*";
  }

  private static Set<String> packages(Manifest manifest, String header) {
    String value = manifest.getMainAttributes().getValue(header);
    return value == null ? Set.of() : OSGiHeader.parseHeader(value).keySet();
  }

  private static Manifest manifest(Path bundle) throws IOException {
    if (Files.isDirectory(bundle)) {
      try (InputStream in = Files.newInputStream(bundle.resolve("META-INF/MANIFEST.MF"))) {
        return new Manifest(in);
      }
    }
    try (JarFile jar = new JarFile(bundle.toFile())) {
      return jar.getManifest();
    }
  }
}
