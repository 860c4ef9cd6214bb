package org.parfocal.itests.constant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.JobContext;
import org.parfocal.api.Limits;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.api.Sections;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;

/** A lab's own plugin, as small as can be: the same probability for every sample. */
@Component(
    service = ModelStrategy.class,
    configurationPid = ConstantModel.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.MODEL, name = "constant")
@Designate(ocd = ConstantModel.Options.class, factory = true)
public final class ConstantModel implements ModelStrategy {
  static final String PID = "org.parfocal.itests.constant";

  /** Options. */
  @ObjectClassDefinition(name = "Constant", description = "says the same of every sample")
  public @interface Options {
    @AttributeDefinition(description = "probability of the favoured class")
    @Limits(above = 0, below = 1)
    double positive() default 0.75;

    @AttributeDefinition(description = "which class is favoured")
    Favoured favoured() default Favoured.LAST_CLASS;

    @AttributeDefinition(min = "0", description = "seconds that training takes")
    double seconds() default 0;
  }

  /** Which class is favoured. */
  public enum Favoured {
    FIRST_CLASS,
    LAST_CLASS
  }

  private static final long STEP_MILLIS = 20;

  private final double positive;
  private final Favoured favoured;
  private final double seconds;

  @Activate
  public ConstantModel(Options options) {
    this.positive = options.positive();
    this.favoured = options.favoured();
    this.seconds = options.seconds();
  }

  @Override
  public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
    long steps = Math.round(seconds * 1000 / STEP_MILLIS);
    for (long step = 0; step < steps; step++) {
      job.checkCancelled();
      job.progress((double) step / steps, "waiting");
      rest();
    }
    return constant(training.classes());
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    return constant(classes);
  }

  private Constant constant(int classes) {
    return new Constant(positive, favoured == Favoured.FIRST_CLASS ? 0 : classes - 1, classes);
  }

  private static void rest() {
    try {
      Thread.sleep(STEP_MILLIS);
    } catch (InterruptedException e) {
      // Left for the next check of cancellation.
      Thread.currentThread().interrupt();
    }
  }

  private record Constant(double positive, int favoured, int classes) implements TrainedModel {
    @Override
    public List<Output> predict(List<Sample> samples) {
      double[] probabilities = new double[classes];
      Arrays.fill(probabilities, (1 - positive) / (classes - 1));
      probabilities[favoured] = positive;
      return samples.stream().map(sample -> new Output(probabilities, new float[0])).toList();
    }

    @Override
    public void save(Path directory) {
      try {
        Files.writeString(directory.resolve("constant.txt"), Double.toString(positive));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {}
  }
}
