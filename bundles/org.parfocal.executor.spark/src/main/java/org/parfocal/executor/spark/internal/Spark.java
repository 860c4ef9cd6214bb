package org.parfocal.executor.spark.internal;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Executor;
import org.parfocal.api.Limits;
import org.parfocal.api.Plugin;
import org.parfocal.api.WorkOrder;
import org.parfocal.api.Workers;

/**
 * Jobs as tasks of an Apache Spark cluster. Spark's driver is a process of its own on Spark's
 * libraries, of which this bundle knows nothing in the framework.
 *
 * @see <a href="https://spark.apache.org/docs/latest/cluster-overview.html">Spark's clusters</a>
 */
@Component(
    service = Executor.class,
    configurationPid = "org.parfocal.executor.spark",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "executor", name = "spark")
@Designate(ocd = Spark.Options.class, factory = true)
public final class Spark implements Executor {
  /** Spark's own variable. */
  private static final String SPARK_HOME = "SPARK_HOME";

  /** No option, so that no file that somebody gave names code that runs. */
  private static final String ARCHIVE = "PARFOCAL_ARCHIVE";

  /** Property by which the start script tells where the distribution is. */
  private static final String HOME = "parfocal.home";

  private static final String THREADS = "OMP_NUM_THREADS";
  private static final String REFERENCE = "reference:";

  private final ClusterSettings settings;
  private final SparkHome spark;
  private final Path adapter;

  @ObjectClassDefinition(
      name = "Spark executor",
      description = "Runs the jobs of a study as tasks of an Apache Spark cluster")
  @interface Options {
    @AttributeDefinition(
        description =
            "The cluster: spark://HOST:PORT, yarn, k8s://https://HOST:PORT, or local[N] for a trial"
                + " on this machine")
    String master();

    @AttributeDefinition(
        min = "1",
        max = "1000",
        description =
            "How many jobs run at once at the most; each takes as many cores as OMP_NUM_THREADS"
                + " says")
    int workers() default 4;

    @AttributeDefinition(
        description =
            "The folder of Spark 4 on this machine, of the same version as the cluster; empty: that"
                + " of SPARK_HOME, or the Spark of this distribution if it was built with -Pspark")
    String spark_home() default "";

    @AttributeDefinition(
        description =
            "The folder that Parfocal is in on the cluster's machines; empty: the same as on this"
                + " one")
    String parfocal_home() default "";

    @AttributeDefinition(
        description =
            "Whether the cluster's machines see the study's folder; if not, jobs come back through"
                + " Spark")
    boolean shared() default true;

    @AttributeDefinition(
        description =
            "More of Spark's settings, such as spark.executor.memory=4g; none that names code to"
                + " run, which belongs into Spark's own spark-defaults.conf")
    @Limits(maxItems = 200)
    String[] conf() default {};
  }

  /**
   * Makes the executor.
   *
   * @throws ConfigurationException if the master, a folder or a setting is none
   */
  @Activate
  public Spark(BundleContext bundle, Options options) {
    Path own = Path.of(System.getProperty(HOME, ""));
    settings =
        new ClusterSettings(
            Master.of(options.master().strip()),
            options.workers(),
            Integer.parseInt(System.getenv().getOrDefault(THREADS, "1").replaceFirst("\\D.*", "")),
            PassedSettings.checked(List.of(options.conf())),
            options.parfocal_home().strip(),
            !options.shared(),
            System.getenv().getOrDefault(ARCHIVE, "").strip());
    if (!settings.archive().isEmpty() && !Files.isRegularFile(Path.of(settings.archive()))) {
      throw new ConfigurationException(
          "%s is %s, which is no file; it names an archive of Parfocal that Spark hands to its machines."
              .formatted(ARCHIVE, settings.archive()));
    }
    spark =
        SparkHome.found(
            options.spark_home().strip(),
            System.getenv().getOrDefault(SPARK_HOME, "").strip(),
            own.resolve("spark"));
    adapter = Path.of(URI.create(location(bundle)));
  }

  private static String location(BundleContext bundle) {
    String location = bundle.getBundle().getLocation();
    return location.startsWith(REFERENCE) ? location.substring(REFERENCE.length()) : location;
  }

  @Override
  public Workers start(WorkOrder order) {
    if (order.detached()) {
      throw new ConfigurationException(
          "Spark's driver lives with the run that started it; leave --detach out.");
    }
    settings.master().requireAnswer();
    return SparkWorkers.start(order, settings, spark, adapter, System::nanoTime);
  }
}
