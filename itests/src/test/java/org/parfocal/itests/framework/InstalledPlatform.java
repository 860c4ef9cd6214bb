package org.parfocal.itests.framework;

import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.options.SystemPackageOption;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.parfocal.itests.PluginBundle;
import org.parfocal.launcher.SystemPackages;
import org.parfocal.platform.Platform;

/**
 * A framework with the bundles of the distribution's own feature files. Tests extend this and run
 * inside of it, as a bundle.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class InstalledPlatform {
  private static final String CONSTANT_JAR = "parfocal.itests.constant";

  private final List<Bundle> added = new ArrayList<>();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Inject protected BundleContext context;
  @Inject protected Platform platform;

  /** Runs outside of the framework, on the ordinary class path. */
  @Configuration
  public Option[] installed() throws Exception {
    // A file of its own: another class of these tests may run beside this one.
    Path constant = Files.createTempFile("constant-plugin", ".jar");
    constant.toFile().deleteOnExit();
    PluginBundle.write(constant, "org.parfocal.itests.constant", "org.parfocal.itests.constant");
    return options(
        cleanCaches(),
        systemProperty("pax.exam.osgi.unresolved.fail").value("true"),
        frameworkProperty("gosh.args").value("--nointeractive"),
        systemProperty(CONSTANT_JAR).value(constant.toUri().toString()),
        systemPackages(new SystemPackageOption(SystemPackages.extra())),
        composite(FeatureBundles.options()),
        junitBundles());
  }

  /** Starts a bundle that offers the model strategy {@code constant}; it goes with the test. */
  protected Bundle startConstantPlugin() throws BundleException {
    Bundle bundle = context.installBundle(System.getProperty(CONSTANT_JAR));
    added.add(bundle);
    bundle.start();
    return bundle;
  }

  /** Also if the test fails: the tests of a class share one framework. */
  @After
  public void uninstallWhatWasAdded() throws BundleException {
    for (Bundle bundle : added) {
      if (bundle.getState() != Bundle.UNINSTALLED) {
        bundle.uninstall();
      }
    }
  }
}
