package org.parfocal.nd4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Runs the exploded bundle, installed by reference, in a real framework. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BundleInFelixTest {
  private static final Path BUNDLE = Path.of("target/classes").toAbsolutePath();

  @TempDir static Path storage;
  private static Framework framework;
  private static Bundle bundle;

  @BeforeAll
  static void start() throws BundleException {
    Map<String, String> configuration = new HashMap<>();
    configuration.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    configuration.put(
        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
        "org.slf4j;version=2.0.17,org.slf4j.helpers;version=2.0.17,org.slf4j.spi;version=2.0.17,"
            + "org.slf4j.event;version=2.0.17");
    framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(configuration);
    framework.start();
    BundleContext context = framework.getBundleContext();
    bundle = context.installBundle("reference:" + BUNDLE.toUri());
    bundle.start();
  }

  @AfterAll
  static void stop() throws BundleException, InterruptedException {
    framework.stop();
    framework.waitForStop(30_000);
  }

  @Test
  @Order(1)
  void theBuildIsToldWithoutLoadingNatives() throws Exception {
    // This test has the service's class too, another one: hence "all".
    ServiceReference<?> reference =
        framework.getBundleContext()
            .getAllServiceReferences("org.parfocal.nd4j.NativeBuild", null)[0];

    assertThat(framework.getBundleContext().getService(reference))
        .hasToString(NativeBuildChoice.forThisMachine(false).toString());
    assertThat(mapped()).doesNotContain("libnd4jcpu");
  }

  @Test
  @Order(2)
  void nothingIsCopiedIntoTheFrameworksCache() throws IOException {
    try (Stream<Path> files = Files.walk(storage)) {
      assertThat(files.filter(Files::isRegularFile).mapToLong(BundleInFelixTest::size).sum())
          .isLessThan(100_000);
    }
  }

  @Test
  @Order(3)
  void arrayMathsRunsOnTheChosenBuild() throws Exception {
    Class<?> nd4j = bundle.loadClass("org.nd4j.linalg.factory.Nd4j");
    Class<?> array = bundle.loadClass("org.nd4j.linalg.api.ndarray.INDArray");
    float[][] values = {{1, 2}, {3, 4}};
    Object a = nd4j.getMethod("create", float[][].class).invoke(null, (Object) values);

    Object square = array.getMethod("mmul", array).invoke(a, a);

    Object rows = array.getMethod("toFloatMatrix").invoke(square);
    assertThat((float[][]) rows).isDeepEqualTo(new float[][] {{7, 10}, {15, 22}});
    assumeTrue(Files.exists(Path.of("/proc/self/maps")), "only Linux tells what is mapped");
    assertThat(mapped())
        .contains("/" + NativeBuildChoice.forThisMachine(false).classifier() + "/libnd4jcpu.so");
  }

  @Test
  @Order(4)
  void convolutionLayersUseOneDnn() throws Exception {
    Method enabled =
        bundle
            .loadClass("org.deeplearning4j.nn.layers.mkldnn.BaseMKLDNNHelper")
            .getMethod("mklDnnEnabled");

    assertThat(enabled.invoke(null)).isEqualTo(true);
    assertThat(System.getProperty("org.eclipse.deeplearning4j.helpers.disable")).isEqualTo("false");
  }

  @Test
  @Order(5)
  void stoppingAndStartingAgainWorks() {
    assertThatCode(
            () -> {
              bundle.stop();
              bundle.start();
            })
        .doesNotThrowAnyException();
  }

  private static String mapped() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    return Files.exists(maps) ? Files.readString(maps, StandardCharsets.ISO_8859_1) : "";
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
