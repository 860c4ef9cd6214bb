package org.parfocal.model.process.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.DecidesResult;
import org.parfocal.api.Images;
import org.parfocal.api.JobContext;
import org.parfocal.api.Limits;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Plugin;
import org.parfocal.api.SampleForm;
import org.parfocal.api.SamplesAre;
import org.parfocal.api.Stretch;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;

/**
 * Leaves fitting and predicting to a program, which reads and writes plain files as {@code
 * docs/python.md} describes. It is given the training samples as the augmentations leave them, each
 * once, and the validation samples; images to predict come later, without labels, patients and
 * names. The program runs while {@linkplain Validation#open the validation samples are open}, so
 * that the same guard holds as for every strategy.
 */
@Component(
    service = ModelStrategy.class,
    configurationPid = "org.parfocal.model.process",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "model", name = "process")
@Designate(ocd = ProcessModel.Options.class, factory = true)
public final class ProcessModel implements ModelStrategy {
  /** The folder of the job in which the program works. */
  private static final String WORK = "program";

  /** What it printed, which stays with the job. */
  private static final String LOG = "program.log";

  private final PermittedPrograms permitted;
  private final String program;
  private final List<String> arguments;
  private final Bounds bounds;
  private final Images images;

  @ObjectClassDefinition(
      name = "Process",
      description =
          "A program of your own, in Python or any other language, that is given plain files and runs"
              + " only if you permit it (docs/python.md)")
  @SamplesAre(SampleForm.IMAGES)
  @interface Options {
    @AttributeDefinition(
        description =
            "The executable file; whoever runs the study permits it with --allow-program or"
                + " PARFOCAL_PROGRAMS")
    String program();

    @AttributeDefinition(
        required = false,
        description = "Arguments that follow the task and the folder")
    @Limits(maxItems = 100)
    String[] arguments() default {};

    @AttributeDefinition(
        max = "100000",
        description =
            "Longest time of one fit, and of one prediction of a part of a fold, in minutes")
    @Limits(above = 0)
    @DecidesResult(false)
    double minutes() default 60;

    @AttributeDefinition(
        min = "0",
        max = "16777216",
        description =
            "Address space that the program may have, in MiB, set by prlimit; 0 for no limit")
    @DecidesResult(false)
    int memory() default 0;
  }

  /** Makes the strategy. */
  @Activate
  public ProcessModel(Options options, @Reference(name = "images") Images images) {
    this(options, images, PermittedPrograms.ofProcess());
  }

  ProcessModel(Options options, Images images, PermittedPrograms permitted) {
    this.permitted = permitted;
    this.images = images;
    program = options.program();
    arguments = List.of(options.arguments());
    bounds =
        new Bounds(Duration.ofMillis(Math.round(options.minutes() * 60_000)), options.memory());
  }

  @Override
  public void check() {
    program();
  }

  /** Asked anew before each start: nothing runs that is not permitted then. */
  private Program program() {
    bounds.require();
    return Program.of(permitted.find(program), arguments, bounds);
  }

  @Override
  public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
    Program fitting = program();
    Path log = job.directory().resolve(LOG);
    WorkFolder folder = WorkFolder.at(job.directory().resolve(WORK));
    Stretch stretch = new Stretch("program", 1);
    try {
      Path task = folder.task();
      validation.open(
          held -> {
            RequestFiles files = new RequestFiles(task, images, job::checkCancelled);
            files.fit(training.samples(), held, job.classes(), job.seed());
            // A program has no steps that could be left out: an estimate runs it whole.
            job.goesOn(stretch, 0);
            fitting.run("fit", task, log, job::checkCancelled);
            return job.goesOn(stretch, 1);
          });
      folder.keepModel();
    } catch (RuntimeException | Error e) {
      folder.remove();
      throw e;
    }
    return new FittedProcess(fitting, images, training.classes(), folder, log, job::checkCancelled);
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    ModelRecord record = ModelRecord.read(directory);
    Program predicting = program();
    record.require(predicting, classes, images, directory);
    WorkFolder folder = WorkFolder.temporary();
    try {
      folder.takeModel(directory.resolve(ModelRecord.FILES));
    } catch (RuntimeException | Error e) {
      folder.remove();
      throw e;
    }
    return new FittedProcess(
        predicting, images, classes, folder, folder.path().resolve(LOG), () -> {});
  }
}
