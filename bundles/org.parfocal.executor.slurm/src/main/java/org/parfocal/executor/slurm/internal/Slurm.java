package org.parfocal.executor.slurm.internal;

import java.nio.file.Path;
import java.util.List;
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
 * Workers in a Slurm cluster: the tasks of a job array, each of which claims jobs of the study. The
 * study's folder tells what was done; Slurm is only asked which tasks wait or run.
 *
 * @see <a href="https://slurm.schedmd.com/job_array.html">Slurm's job arrays</a>
 */
@Component(
    service = Executor.class,
    configurationPid = "org.parfocal.executor.slurm",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "executor", name = "slurm")
@Designate(ocd = Slurm.Options.class, factory = true)
public final class Slurm implements Executor {
  /**
   * Names a file that every task reads before its worker starts: the user's own, never a study's.
   */
  static final String SETUP = "PARFOCAL_SETUP";

  private static final String THREADS = "OMP_NUM_THREADS";

  private final ArraySettings settings;

  @ObjectClassDefinition(
      name = "Slurm executor",
      description = "Runs the jobs of a study in a Slurm cluster, as tasks of a job array")
  @interface Options {
    @AttributeDefinition(
        min = "1",
        max = "1000",
        description = "Most workers that run at once; others wait in Slurm's queue")
    int workers() default 4;

    @AttributeDefinition(
        min = "0",
        max = "1000000",
        description =
            "After how many jobs a worker ends, and another task of the array takes its place: 1 makes"
                + " each job a task, for short time limits; 0, when no job is left")
    int jobs() default 0;

    @AttributeDefinition(
        description =
            "Time limit of each task, as sbatch --time takes it, such as 04:00:00; empty: the"
                + " partition's. A worker is told 30 s before, keeps a checkpoint of its job, and"
                + " another one goes on with it")
    String time() default "";

    @AttributeDefinition(
        description =
            "More flags of sbatch, one an item, such as --partition=gpu or --gres=gpu:1. A task gets"
                + " as many cores as OMP_NUM_THREADS says, unless --cpus-per-task says otherwise")
    @Limits(maxItems = 100)
    String[] sbatch() default {};
  }

  /**
   * Makes the executor.
   *
   * @throws ConfigurationException if a flag cannot be passed on, or the time is none
   */
  @Activate
  public Slurm(Options options) {
    String setup = System.getenv().getOrDefault(SETUP, "").strip();
    settings =
        new ArraySettings(
            options.workers(),
            options.jobs(),
            SbatchFlags.time(options.time().strip()),
            SbatchFlags.checked(List.of(options.sbatch())),
            System.getenv().getOrDefault(THREADS, "1"),
            setup.isEmpty() ? "" : Path.of(setup).toAbsolutePath().toString());
  }

  @Override
  public Workers start(WorkOrder order) {
    SlurmQueue queue = new SlurmQueue(new SystemCommands());
    return SlurmWorkers.start(order, settings, queue, System::nanoTime);
  }
}
