package org.parfocal.platform;

import aQute.bnd.osgi.Builder;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.util.tracker.ServiceTracker;
import org.parfocal.api.Plugin;

/** Felix with the component runtime, this bundle, and plugins built from test classes. */
final class TestFramework implements AutoCloseable {
  private static final long LONGEST_START_MILLIS = 60_000;
  private static final List<String> LIBRARIES =
      List.of(
          "org.osgi.util.promise",
          "org.osgi.util.function",
          "org.osgi.service.component-",
          "org.osgi.service.log",
          "org.apache.felix.configadmin",
          "org.apache.felix.metatype",
          "org.apache.felix.scr",
          "commons-logging",
          "commons-io",
          "commons-lang3",
          "commons-text",
          "commons-configuration2",
          "snakeyaml");

  private final Path folder;
  private final Framework framework;

  TestFramework(Path folder) throws BundleException {
    this.folder = folder;
    Map<String, String> settings = new HashMap<>();
    settings.put(Constants.FRAMEWORK_STORAGE, folder.resolve("storage").toString());
    settings.put(
        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
        "org.parfocal.api;version=0.1.0,org.parfocal.core;version=0.1.0,"
            + "org.parfocal.core.text;version=0.1.0,org.parfocal.platform;version=0.1.0");
    settings.put("ds.loglevel", "0");
    settings.put("parfocal.device", "cpu");
    settings.put("parfocal.device.reason", "a test");
    this.framework = new FrameworkFactory().newFramework(settings);
    framework.start();
    List<Bundle> bundles = new ArrayList<>();
    for (String library : LIBRARIES) {
      bundles.add(context().installBundle("reference:file:" + onClassPath(library)));
    }
    bundles.add(
        context().installBundle("reference:file:" + Path.of("target/classes").toAbsolutePath()));
    for (Bundle bundle : bundles) {
      bundle.start();
    }
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  Platform platform() throws InterruptedException {
    ServiceTracker<Platform, Platform> tracker =
        new ServiceTracker<>(context(), Platform.class, null);
    tracker.open();
    Platform platform = tracker.waitForService(LONGEST_START_MILLIS);
    if (platform == null) {
      throw new IllegalStateException("the platform did not start");
    }
    return platform;
  }

  /** Builds and installs a bundle from a package of test classes. */
  Bundle install(String plugin, Map<String, String> headers) throws Exception {
    try (Builder builder = new Builder()) {
      // bnd reads our annotation to turn it into component properties.
      URI api = Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      builder.setClasspath(new File[] {new File("target/test-classes"), new File(api)});
      builder.setProperty("Bundle-SymbolicName", "test." + plugin);
      builder.setProperty("Bundle-Version", "1.2.0");
      builder.setProperty("Private-Package", "org.parfocal.platform." + plugin);
      builder.setProperty("Import-Package", "!org.jspecify.annotations,*");
      headers.forEach(builder::setProperty);
      File jar = folder.resolve(plugin + ".jar").toFile();
      builder.build().write(jar);
      return context().installBundle(jar.toURI().toString());
    }
  }

  private static Path onClassPath(String name) {
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (path.getFileName() != null
          && path.getFileName().toString().startsWith(name)
          && Files.isRegularFile(path)) {
        return path.toAbsolutePath();
      }
    }
    throw new IllegalStateException(name + " is not on the class path");
  }

  @Override
  public void close() throws BundleException, InterruptedException {
    framework.stop();
    framework.waitForStop(LONGEST_START_MILLIS);
  }
}
