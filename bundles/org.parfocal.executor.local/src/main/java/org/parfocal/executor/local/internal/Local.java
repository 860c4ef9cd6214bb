package org.parfocal.executor.local.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
 * Worker processes on this machine. A crash of native code, or of Java for want of memory, ends one
 * of them and the job in its hand only.
 */
@Component(
    service = Executor.class,
    configurationPid = "org.parfocal.executor.local",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "executor", name = "local")
@Designate(ocd = Local.Options.class, factory = true)
public final class Local implements Executor {
  private static final String TIME = "|[1-9][0-9]{0,5}[smh]";
  private static final String MEMORY = "|[1-9][0-9]{0,5}[mMgG]";

  private final int workers;
  private final String memory;
  private final Optional<Duration> jobTime;
  private final WorkerGpus gpus;

  @ObjectClassDefinition(
      name = "Local executor",
      description = "Runs the jobs of a study in several processes of this machine")
  @interface Options {
    @AttributeDefinition(
        min = "1",
        max = "512",
        description =
            "Number of processes. parfocal run --workers shares the cores among them, unless"
                + " OMP_NUM_THREADS says how many threads each has")
    int workers() default 2;

    @AttributeDefinition(
        description =
            "Java heap of each process, such as 2g; what the engine takes comes on top. Empty: that"
                + " of the start script")
    String memory() default "";

    @AttributeDefinition(
        description =
            "How long a process may have one job, such as 90s, 30m or 2h; then the process is"
                + " ended, and the job has failed. Empty: as long as it takes")
    String job_time() default "";

    @AttributeDefinition(
        description =
            "GPUs, given to the processes in turn, one each: indices as nvidia-smi shows them, or"
                + " UUIDs, also of parts (MIG-…), as nvidia-smi -L does. Empty: those of"
                + " CUDA_VISIBLE_DEVICES if it lists several, or else the one that parfocal run"
                + " uses")
    @Limits(maxItems = 64)
    String[] gpus() default {};
  }

  /**
   * Makes the executor.
   *
   * @throws ConfigurationException if the memory is no amount, the time none, or a GPU no name
   */
  @Activate
  public Local(Options options) {
    workers = options.workers();
    memory = options.memory().strip();
    gpus =
        WorkerGpus.of(
            List.of(options.gpus()), System.getenv().getOrDefault(WorkerGpus.VARIABLE, ""));
    if (!memory.matches(MEMORY)) {
      throw new ConfigurationException(
          "executor.memory is %s; it must be a number of MiB or GiB, such as 512m or 2g."
              .formatted(memory));
    }
    String time = options.job_time().strip();
    if (!time.matches(TIME)) {
      throw new ConfigurationException(
          "executor.job-time is %s; it must be a number of seconds, minutes or hours, such as 90s, 30m or 2h."
              .formatted(time));
    }
    jobTime = time.isEmpty() ? Optional.empty() : Optional.of(Duration.parse("PT" + time));
  }

  @Override
  public Workers start(WorkOrder order) {
    if (order.detached()) {
      throw new ConfigurationException(
          "Workers of this machine end with the run that started them; leave --detach out, or start"
              + " parfocal work in the background.");
    }
    return new LocalWorkers(order, workers, memory, jobTime, gpus);
  }
}
