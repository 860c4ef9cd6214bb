package org.parfocal.nd4j.internal;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.config.DL4JClassLoading;
import org.nd4j.common.config.ND4JClassLoading;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.parfocal.nd4j.NativeBuild;

/**
 * Prepares the engine: class loaders, native build, memory limits. Starts nothing: ND4J reads all
 * of this when it is first used. What the user has set by a system property stays.
 */
public final class Activator implements BundleActivator {
  /** Header of the manifest; {@code cuda} where the natives are those. */
  private static final String DEVICE = "Parfocal-Device";

  /** Property of the service; results depend on what it says in their last bits. */
  private static final String ENGINE = "parfocal.engine";

  /**
   * Property of the service: what else sets how the engine computes. The results of the methods
   * that Parfocal brings do not depend on it; it is recorded all the same.
   */
  private static final String VARIABLES = "parfocal.engine.variables";

  private static final List<String> RECORDED =
      List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OPENBLAS_CORETYPE");

  @Override
  public void start(BundleContext context) throws BundleException {
    refuseSecondEngine(context);
    NativeBuild build = prepare("cuda".equals(context.getBundle().getHeaders("").get(DEVICE)));
    context.registerService(
        NativeBuild.class,
        build,
        FrameworkUtil.asDictionary(
            Map.of(ENGINE, build.toString(), VARIABLES, variables(System.getenv()))));
  }

  /** Those of the variables that are set, as a shell would. */
  static String variables(Map<String, String> environment) {
    return RECORDED.stream()
        .filter(environment::containsKey)
        .map(name -> name + "=" + environment.get(name))
        .collect(Collectors.joining(" "));
  }

  /** All of it that needs no framework; a benchmark prepares the engine as a study does. */
  public static NativeBuild prepare(boolean cuda) {
    // Backends and layers are found by ServiceLoader, whose default loader sees no bundle.
    ClassLoader loader = Activator.class.getClassLoader();
    ND4JClassLoading.setNd4jClassloader(loader);
    DL4JClassLoading.setDl4jClassloader(loader);

    NativeBuild build = NativeBuildChoice.forThisMachine(cuda);
    setDefault("org.bytedeco.javacpp.platform.extension", property(build));
    setDefault("org.eclipse.deeplearning4j.helpers.disable", "false");
    limitMemory();
    return build;
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes the service back; the properties do no harm.
  }

  /**
   * Two engines export the same packages. What uses ND4J is bound to one of them, and natives of
   * both in one process would disturb each other.
   */
  private static void refuseSecondEngine(BundleContext context) throws BundleException {
    try {
      // "All": the other engine's class of this name is another one.
      ServiceReference<?>[] engines =
          context.getAllServiceReferences(NativeBuild.class.getName(), null);
      if (engines != null) {
        throw new BundleException(
            "two ND4J engines are installed, %s and %s, where there can be one; remove one"
                .formatted(
                    engines[0].getBundle().getSymbolicName(),
                    context.getBundle().getSymbolicName()));
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An extension that does not exist leaves JavaCPP with the plain build. */
  private static String property(NativeBuild build) {
    return build.extension().isEmpty() ? "-plain" : build.extension();
  }

  /**
   * JavaCPP limits native memory by the Java heap unless told otherwise, and that has nothing to do
   * with what arrays need. The second limit counts the whole process, mapped libraries too.
   */
  private static void limitMemory() {
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    setDefault("org.bytedeco.javacpp.maxbytes", Long.toString(memory / 10 * 6));
    setDefault("org.bytedeco.javacpp.maxphysicalbytes", Long.toString(memory / 10 * 8));
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
