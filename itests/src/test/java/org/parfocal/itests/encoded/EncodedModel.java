package org.parfocal.itests.encoded;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.codec.binary.Base64;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
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

/**
 * A lab's model that says what a library says: a tenth of the length of three bytes in Base64. That
 * is 4, and 6 with the line end that Commons Codec 1.4 puts behind it.
 */
@Component(
    service = ModelStrategy.class,
    configurationPid = EncodedModel.NAME,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.MODEL, name = EncodedModel.NAME)
@Designate(ocd = EncodedModel.Options.class, factory = true)
public final class EncodedModel implements ModelStrategy {
  static final String NAME = "encoded";

  /** Options. */
  @ObjectClassDefinition(name = "Encoded", description = "says what a library says")
  public @interface Options {}

  private final double positive;

  @Activate
  public EncodedModel() {
    positive = Base64.encodeBase64String(new byte[] {1, 2, 3}).length() / 10.0;
  }

  @Override
  public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
    return new Encoded(positive);
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    return new Encoded(positive);
  }

  private record Encoded(double positive) implements TrainedModel {
    @Override
    public List<Output> predict(List<Sample> samples) {
      double[] probabilities = {1 - positive, positive};
      return samples.stream().map(sample -> new Output(probabilities, new float[0])).toList();
    }

    @Override
    public void save(Path directory) {}

    @Override
    public void close() {}
  }
}
