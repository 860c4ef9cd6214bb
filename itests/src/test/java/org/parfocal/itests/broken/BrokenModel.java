package org.parfocal.itests.broken;

import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.api.Sections;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;

/** A lab's model that goes wrong, in one of many ways. */
@Component(
    service = ModelStrategy.class,
    configurationPid = "org.parfocal.itests.broken",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.MODEL, name = "broken")
@Designate(ocd = BrokenModel.Options.class, factory = true)
public final class BrokenModel implements ModelStrategy {
  /** Options. */
  @ObjectClassDefinition(name = "Broken", description = "goes wrong")
  public @interface Options {
    @AttributeDefinition(description = "how")
    Fault fault() default Fault.NONE;
  }

  /** What goes wrong. */
  public enum Fault {
    NONE,
    THROWS_IN_CONSTRUCTOR,
    HANGS_IN_CONSTRUCTOR,
    THROWS_IN_FIT,
    ERROR_IN_FIT,
    OVERFLOWS_THE_STACK,
    CLASS_IS_MISSING,
    GIVES_NO_MODEL,
    LEAVES_A_THREAD,
    THROWS_IN_PREDICT,
    GIVES_TOO_FEW,
    GIVES_NOT_A_NUMBER,
    SUMS_TO_TWO,
    GIVES_THREE_CLASSES,
    EMBEDS_INFINITY,
    THROWS_IN_SAVE,
    THROWS_IN_CLOSE
  }

  private final Fault fault;

  @Activate
  public BrokenModel(Options options) {
    fault = options.fault();
    if (fault == Fault.THROWS_IN_CONSTRUCTOR) {
      throw new IllegalStateException("no luck in the constructor");
    }
    if (fault == Fault.HANGS_IN_CONSTRUCTOR) {
      sleepForever();
    }
  }

  @Override
  @SuppressWarnings("NullAway") // that is the fault
  public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
    switch (fault) {
      case THROWS_IN_FIT -> throw new IllegalStateException("no luck in fit");
      case ERROR_IN_FIT -> throw new AssertionError("an error in fit");
      case OVERFLOWS_THE_STACK -> overflow(1);
      case CLASS_IS_MISSING -> throw new NoClassDefFoundError("lab/Absent");
      case GIVES_NO_MODEL -> {
        return null;
      }
      case LEAVES_A_THREAD -> new Thread(BrokenModel::sleepForever, "left-behind").start();
      default -> {
        // Goes wrong later.
      }
    }
    return new Model(fault);
  }

  @SuppressWarnings("InfiniteRecursion") // that is the fault
  private static long overflow(long depth) {
    return depth + overflow(depth + 1);
  }

  @SuppressWarnings("InfiniteLoopStatement")
  private static void sleepForever() {
    while (true) {
      try {
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        continue;
      }
    }
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    return new Model(fault);
  }

  private record Model(Fault fault) implements TrainedModel {
    @Override
    public List<Output> predict(List<Sample> samples) {
      if (fault == Fault.THROWS_IN_PREDICT) {
        throw new IllegalArgumentException("no luck in predict");
      }
      double[] probabilities =
          switch (fault) {
            case GIVES_NOT_A_NUMBER -> new double[] {Double.NaN, Double.NaN};
            case SUMS_TO_TWO -> new double[] {1, 1};
            case GIVES_THREE_CLASSES -> new double[] {0.5, 0.25, 0.25};
            default -> new double[] {0.25, 0.75};
          };
      float[] embedding =
          fault == Fault.EMBEDS_INFINITY ? new float[] {Float.POSITIVE_INFINITY} : new float[0];
      return samples.stream()
          .skip(fault == Fault.GIVES_TOO_FEW ? 1 : 0)
          .map(sample -> new Output(probabilities, embedding))
          .toList();
    }

    @Override
    public void save(Path directory) {
      if (fault == Fault.THROWS_IN_SAVE) {
        throw new IllegalStateException("no luck in save");
      }
    }

    @Override
    public void close() {
      if (fault == Fault.THROWS_IN_CLOSE) {
        throw new IllegalStateException("no luck in close");
      }
    }
  }
}
