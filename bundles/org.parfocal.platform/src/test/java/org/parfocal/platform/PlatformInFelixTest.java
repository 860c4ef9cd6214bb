package org.parfocal.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.PluginException;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sha256;
import org.parfocal.core.Variant;

/** Wiring and its explanations, in a real framework. */
class PlatformInFelixTest {
  private static final String STUDY =
      """
      study: wired
      output: %s
      dataset: {reader: tiny, path: data}
      protocol: {split: whole}
      images: {size: 64}
      backbone: {architecture: small, width: 16}
      variants:
        a: {model: {strategy: probe, lambda-max: 0.5}}
        b: {model: {strategy: probe}, images: {size: 32}}
      metrics: [count]
      """;

  @TempDir static Path folder;
  private static TestFramework framework;
  private static Platform platform;
  private static Bundle first;

  @BeforeAll
  static void start() throws Exception {
    framework = new TestFramework(folder);
    first = framework.install("first", Map.of());
    first.start();
    platform = framework.platform();
  }

  @AfterAll
  static void stop() throws Exception {
    framework.close();
  }

  private static Path study(String text) throws IOException {
    return Files.writeString(folder.resolve("study.yaml"), text.formatted(folder.resolve("out")));
  }

  @Test
  void theCatalogueTellsWhatTheMetatypeDeclares() {
    PluginDescription tiny = platform.catalogue().plugin("dataset", "tiny").orElseThrow();

    assertThat(tiny.bundle()).isEqualTo("test.first");
    assertThat(tiny.version()).isEqualTo("1.2.0");
    assertThat(tiny.description()).isEqualTo("A data set without samples");
    assertThat(tiny.options()).extracting(OptionDescription::key).contains("number-of-patients");
    OptionDescription number = tiny.option("number-of-patients").orElseThrow();
    assertThat(number.allowed()).isEqualTo("whole number from 1 to 100");
    assertThat(number.defaults()).containsExactly("3");
    assertThat(tiny.option("path").orElseThrow().required()).isTrue();
    assertThat(tiny.option("weights").orElseThrow().required()).isFalse();
    assertThat(tiny.option("note").orElseThrow().required()).isFalse();
    assertThat(tiny.option("names").orElseThrow().many()).isTrue();
  }

  @Test
  void anEmptyListByDefaultIsNeitherAnEmptyTextNorRequired() {
    assertThat(tiny("others").defaults()).isEmpty();
    assertThat(tiny("others").required()).isFalse();
  }

  @Test
  void theCatalogueTellsTheConstantsOfAnEnumAsStudyFilesWriteThem() {
    OptionDescription colour = tiny("colour");

    assertThat(colour.choices().keySet()).containsExactly("grey", "rgb", "haematoxylin-eosin");
    assertThat(colour.defaults()).containsExactly("rgb");
    assertThat(colour.allowed()).isEqualTo("one of grey, rgb, haematoxylin-eosin");
  }

  @Test
  void theCatalogueTellsOpenLimitsAndHowLongListsMayBe() {
    assertThat(tiny("share").allowed()).isEqualTo("number above 0 and below 1");
    assertThat(tiny("names").allowed()).isEqualTo("list of 1 to 3: text");
  }

  @Test
  void mistakesAgainstTheDeclarationAreToldBeforeTheComponentIsMade() throws Exception {
    Path file =
        study(STUDY.replace("path: data}", "path: data, share: 1, colour: RGB, names: []}"));

    assertThatThrownBy(() -> platform.open(file, List.of()))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        file + ":3:37: dataset.share is 1; allowed: number above 0 and below 1.",
                        file
                            + ":3:47: dataset.colour is RGB; allowed: one of grey, rgb,"
                            + " haematoxylin-eosin. Did you mean rgb?",
                        file
                            + ":3:60: dataset.names has 0 values; allowed: list of 1 to 3: text."));
  }

  private static OptionDescription tiny(String option) {
    return platform
        .catalogue()
        .plugin("dataset", "tiny")
        .flatMap(plugin -> plugin.option(option))
        .orElseThrow();
  }

  @Test
  void componentsThatShareTheirOptionsDescribeThemselves() {
    for (String name : List.of("small", "wide")) {
      PluginDescription plugin = platform.catalogue().plugin("backbone", name).orElseThrow();
      assertThat(plugin.description()).endsWith("est of several with the same options");
      assertThat(plugin.options()).extracting(OptionDescription::key).containsExactly("width");
    }
    assertThat(platform.catalogue().plugin("backbone", "wide").orElseThrow().description())
        .startsWith("The widest");
  }

  @Test
  void aComponentGetsOptionsThatItShares() throws Exception {
    String study = STUDY.replace("architecture: small, width: 16", "architecture: wide, width: 3");
    try (OpenStudy open = platform.open(study(study), List.of())) {
      assertThat(open.parts().model(open.study().variants().get(0)))
          .hasToString("lambda 0.5, width 300, size 64");
    }
  }

  @Test
  void aReaderGetsItsTypedOptionsAndTheDefaultsOfTheOthers() {
    try (Wired<DatasetReader> open =
        platform.dataset("tiny", List.of("path=/x", "names=[c, d]", "dataset.share=1e-1"))) {
      assertThat(open.plugin().read().name()).isEqualTo("/x 3 0.1 13 false RGB c+d null []");
    }
    try (Wired<DatasetReader> open =
        platform.dataset("tiny", List.of("path=/x", "colour=haematoxylin-eosin"))) {
      assertThat(open.plugin().read().name()).contains("HAEMATOXYLIN_EOSIN");
    }
  }

  @Test
  void theProtocolOfADataSetIsThatOfItsStudy() throws Exception {
    Path study =
        Files.writeString(folder.resolve("half.yaml"), "dataset: tiny\nprotocol: {split: whole}\n");
    try (Wired<Protocol> open = platform.protocol(study.toString(), List.of()).orElseThrow()) {
      assertThat(open.plugin()).asString().contains("WholeProtocol");
    }
    assertThat(platform.protocol("tiny", List.of())).isEmpty();
  }

  @Test
  void eachVariantIsWiredWithItsOwnSections() throws Exception {
    try (OpenStudy open = platform.open(study(STUDY), List.of("backbone.width=4"))) {
      List<Variant> variants = open.study().variants();
      assertThat(open.parts().model(variants.get(0))).hasToString("lambda 0.5, width 4, size 64");
      assertThat(open.parts().model(variants.get(1))).hasToString("lambda 1.0, width 4, size 32");
      assertThat(open.parts().images(variants.get(1)).size()).isEqualTo(32);
      assertThat(open.parts().metrics()).hasSize(1);
      assertThat(open.parts().metrics().get(0).columns()).isEmpty();
      assertThat(open.parts().environment())
          .containsEntry("test.first", "1.2.0")
          .containsEntry("device", "cpu: a test");
      assertThat(open.study().directory()).isEqualTo(folder.resolve("out/wired"));
    }
    assertThat(instances()).isEmpty();
  }

  @Test
  void listedTransformsAreAppliedInTheirOrder() throws Exception {
    String study =
        STUDY.substring(0, STUDY.indexOf("variants:"))
            + """
            model: {strategy: transforming}
            variants:
              sum: {transforms: [{add: {by: 2}}, {multiply: {by: 10}}]}
              product: {transforms: [{multiply: {by: 10}}, {add: {by: 2}}]}
              none: {transforms: []}
              one: {transforms: add}
            metrics: [count]
            """;
    try (OpenStudy open = platform.open(study(study), List.of())) {
      assertThat(open.study().variants())
          .extracting(variant -> open.parts().model(variant).toString())
          .containsExactly("30", "12", "1", "2");
    }
  }

  @Test
  void theBundlesThatDecideAVariantAreToldWithTheHashOfTheirJars() throws Exception {
    try (OpenStudy open = platform.open(study(STUDY), List.of())) {
      assertThat(open.parts().bundles(open.study().variants().get(0)))
          .isEqualTo(
              Map.of("test.first", "1.2.0 sha256:" + Sha256.ofFile(folder.resolve("first.jar"))));
      assertThat(open.parts().metricBundles()).containsOnlyKeys("test.first");
    }
  }

  @Test
  void twoBundlesWithOnePluginAreNamedWithTheirJars() throws Exception {
    Path file = study(STUDY);
    Bundle second = framework.install("second", Map.of());
    second.start();
    try {
      assertThatThrownBy(() -> platform.open(file, List.of()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(
              "is offered by two bundles, test.first 1.2.0 (first.jar) and test.second 1.2.0"
                  + " (second.jar); remove one of them.");
    } finally {
      second.uninstall();
    }
  }

  @Test
  void eachVariantHasTheReaderOfItsOwnDataSet() throws Exception {
    try (OpenStudy open =
        platform.open(study(STUDY), List.of("grid={dataset.number-of-patients: [4, 5]}"))) {
      List<String> names =
          open.study().variants().stream()
              .map(variant -> open.parts().reader(variant).read().name())
              .toList();
      assertThat(names).hasSize(4);
      assertThat(names.get(0)).contains(" 4 ").isEqualTo(names.get(2));
      assertThat(names.get(1)).contains(" 5 ").isEqualTo(names.get(3));
    }
  }

  /** The configurations that exist, asked by reflection: the framework has its own classes. */
  private static Object[] instances() throws Exception {
    ServiceReference<?> reference =
        framework.context()
            .getAllServiceReferences("org.osgi.service.cm.ConfigurationAdmin", null)[0];
    Object admin = framework.context().getService(reference);
    Object found =
        Class.forName(
                "org.osgi.service.cm.ConfigurationAdmin", true, admin.getClass().getClassLoader())
            .getMethod("listConfigurations", String.class)
            .invoke(admin, "(parfocal.instance=*)");
    return found == null ? new Object[0] : (Object[]) found;
  }

  @Test
  void aDatasetErrorInAConstructorIsToldAsItIs() {
    assertThatThrownBy(() -> platform.dataset("tiny", List.of("path=/x", "fail=data")))
        .isInstanceOf(DatasetException.class)
        .hasMessage("The folder is empty: give another path.");
  }

  @Test
  void aBugInAConstructorIsToldWithItsCause() {
    assertThatThrownBy(() -> platform.dataset("tiny", List.of("path=/x", "fail=bug")))
        .isInstanceOf(PluginException.class)
        .hasMessage(
            "Dataset tiny (bundle test.first 1.2.0) failed to start:"
                + " java.lang.ArithmeticException: by zero.");
  }

  @Test
  void aConfigurationErrorInAReferencedPartIsToldAsItIs() throws Exception {
    Path file = study(STUDY);
    assertThatThrownBy(() -> platform.open(file, List.of("backbone.width=13")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("The width 13 brings bad luck; take 12.");
  }

  @Test
  void aReferenceThatNobodyServesIsNamed() throws Exception {
    Path file = study(STUDY);
    assertThatThrownBy(() -> platform.open(file, List.of("variants.b.model={strategy: lonely}")))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("Model lonely (bundle test.first) cannot start.")
        .hasMessageContaining("Its reference clock needs a service java.util.function.LongSupplier")
        .hasMessageContaining("(exact=true)")
        .hasMessageContaining("no plugin offers one");
  }

  @Test
  void aModelThatRefersToTheReaderIsRefused() throws Exception {
    Path file = study(STUDY);
    assertThatThrownBy(() -> platform.open(file, List.of("variants.b.model={strategy: peeping}")))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("The plugin peeping of section model (bundle test.first) refers to")
        .hasMessageContaining("gets its samples from the study");
  }

  @Test
  void aBundleThatCannotBeResolvedIsNamedWithThePackageThatItLacks() throws Exception {
    Bundle stranded =
        framework.install(
            "stranded",
            Map.of("Import-Package", "!org.jspecify.annotations,com.absent;version=3,*"));
    try {
      Path file = study(STUDY);
      assertThatThrownBy(() -> platform.open(file, List.of("variants.b.model.strategy=stranded")))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("Bundle test.stranded 1.2.0 has it but cannot run")
          .hasMessageContaining("the package com.absent");
      assertThat(platform.bundles())
          .filteredOn(bundle -> bundle.name().equals("test.stranded"))
          .singleElement()
          .satisfies(bundle -> assertThat(bundle.problem()).contains("com.absent"));
    } finally {
      stranded.uninstall();
    }
  }

  @Test
  void aReplacedBundleIsUsedFromTheNextQuestionOn() throws Exception {
    Bundle second = framework.install("second", Map.of());
    try (OpenStudy open = platform.open(study(STUDY), List.of())) {
      Variant variant = open.study().variants().get(0);
      assertThat(open.parts().model(variant).getClass().getSimpleName()).isEqualTo("ProbeModel");
      first.stop();
      second.start();
      assertThat(open.parts().model(variant).getClass().getSimpleName())
          .isEqualTo("OtherProbeModel");
    } finally {
      second.uninstall();
      first.start();
    }
  }
}
