package org.parfocal.nd4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * Resolves and starts the exploded bundle in a real framework. That is all that a machine without
 * GPU can see: natives are never loaded here.
 */
class CudaBundleInFelixTest {
  private static final Path BUNDLE = Path.of("target/classes").toAbsolutePath();
  private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";

  private static final long LARGE = 5_000_000;

  @TempDir Path storage;
  private Framework framework;

  @BeforeEach
  void start() throws BundleException {
    System.clearProperty(EXTENSION);
    Map<String, String> configuration = new HashMap<>();
    configuration.put(Constants.FRAMEWORK_STORAGE, storage.resolve("framework").toString());
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
  }

  @AfterEach
  void stop() throws BundleException, InterruptedException {
    System.clearProperty(EXTENSION);
    framework.stop();
    framework.waitForStop(30_000);
  }

  @Test
  void itStartsAndTellsItsBuildWithoutLoadingNatives() throws Exception {
    Bundle bundle = install();
    bundle.start();

    ServiceReference<?> engine = engines()[0];
    assertThat(context().getService(engine)).asString().contains("linux-x86_64-cudnn");
    assertThat(System.getProperty(EXTENSION)).isEqualTo("-cudnn");
    assertThat(mapped()).doesNotContain("libnd4jcuda", "libjnijavacpp");
  }

  @Test
  void theBackendAndItsNativesAreOnTheClassPathOfTheBundle() throws Exception {
    Bundle bundle = install();
    bundle.start();
    Class<?> services = bundle.loadClass("org.nd4j.linalg.factory.Nd4jBackend");

    List<String> backends =
        StreamSupport.stream(
                ServiceLoader.load(services, services.getClassLoader()).spliterator(), false)
            .map(backend -> backend.getClass().getSimpleName())
            .toList();

    assertThat(backends).containsExactly("JCublasBackend");
    String natives = "org/nd4j/linalg/jcublas/bindings/linux-x86_64-cudnn/libnd4jcuda.so";
    assertThat(bundle.getResource(natives)).isNotNull();
    assertThat(bundle.getResource("org/bytedeco/cuda/linux-x86_64/libjnicudart.so")).isNotNull();
    assertThat(mapped()).doesNotContain("libnd4jcuda");
  }

  @Test
  void aSecondEngineIsRefused() throws Exception {
    Path other = likeTheCpus(storage.resolve("other"));
    context().installBundle("reference:" + other.toUri()).start();
    Bundle bundle = install();

    assertThatThrownBy(bundle::start)
        .hasMessage(
            "two ND4J engines are installed, org.parfocal.nd4j and org.parfocal.nd4j.cuda, where"
                + " there can be one; remove one");
    assertThat(engines()).hasSize(1);
    assertThat(System.getProperty(EXTENSION)).isNotEqualTo("-cudnn");
  }

  /** A bundle of the same code under the CPU bundle's name, without natives. */
  private static Path likeTheCpus(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(BUNDLE)) {
      for (Path file : files.filter(one -> one.toFile().length() < LARGE).toList()) {
        Path copy = folder.resolve(BUNDLE.relativize(file).toString());
        Files.copy(file, copy);
      }
    }
    Path manifest = folder.resolve("META-INF/MANIFEST.MF");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace("org.parfocal.nd4j.cuda", "org.parfocal.nd4j")
            .replace("Parfocal-Device: cuda", "Parfocal-Device: cpu"));
    return folder;
  }

  private Bundle install() throws BundleException {
    return context().installBundle("reference:" + BUNDLE.toUri());
  }

  private ServiceReference<?>[] engines() throws Exception {
    return context().getAllServiceReferences("org.parfocal.nd4j.NativeBuild", null);
  }

  private BundleContext context() {
    return framework.getBundleContext();
  }

  private static String mapped() {
    try {
      return Files.readString(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
