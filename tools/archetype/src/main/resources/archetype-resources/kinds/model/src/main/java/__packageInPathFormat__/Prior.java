package ${package};

import java.io.IOException;
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
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.OutputException;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;

/** Predicts the training share of each class, whatever the image. */
@Component(
    service = ModelStrategy.class,
    configurationPid = "${package}",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "model", name = "${name}")
@Designate(ocd = Prior.Options.class, factory = true)
public final class Prior implements ModelStrategy {

  @ObjectClassDefinition(name = "Prior", description = "Predicts the training share of each class.")
  public @interface Options {
    @AttributeDefinition(description = "Images added to each class before counting.", min = "0")
    double pseudo_count() default 1;
  }

  private final double pseudoCount;

  @Activate
  public Prior(Options options) {
    pseudoCount = options.pseudo_count();
  }

  @Override
  public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
    double[] share = new double[training.classes()];
    Arrays.fill(share, pseudoCount);
    training.samples().forEach(sample -> share[sample.label()]++);
    double total = Arrays.stream(share).sum();
    return new Model(Arrays.stream(share).map(count -> count / total).toArray());
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    try {
      return new Model(
          Files.readAllLines(directory.resolve("prior.txt")).stream()
              .mapToDouble(Double::parseDouble)
              .toArray());
    } catch (IOException e) {
      throw new OutputException("The stored model in " + directory + " cannot be read.", e);
    }
  }

  private record Model(double[] share) implements TrainedModel {
    @Override
    public List<Output> predict(List<Sample> samples) {
      return samples.stream().map(sample -> new Output(share, new float[0])).toList();
    }

    @Override
    public void save(Path directory) {
      try {
        Files.write(
            directory.resolve("prior.txt"),
            Arrays.stream(share).mapToObj(Double::toString).toList());
      } catch (IOException e) {
        throw new OutputException("The model cannot be written to " + directory + ".", e);
      }
    }

    @Override
    public void close() {}
  }
}
