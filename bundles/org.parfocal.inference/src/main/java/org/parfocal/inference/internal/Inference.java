package org.parfocal.inference.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Limits;
import org.parfocal.api.Plugin;
import org.parfocal.api.PredictionPooling;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleForm;
import org.parfocal.api.SamplesAre;
import org.parfocal.api.TrainedModel;

/**
 * Predicts each image at one or several scales, and the images of a place one by one or together:
 * what a model gains by looking more often, whatever it has learnt. A method that fuses the
 * magnifications of a place has to be compared with the mean of single predictions over the place.
 */
@Component(
    service = PredictionPooling.class,
    configurationPid = "org.parfocal.inference",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "inference", name = "inference")
@Designate(ocd = Inference.Options.class, factory = true)
public final class Inference implements PredictionPooling {
  private final List<Double> scales;
  private final Pool pool;
  private final Over over;

  @ObjectClassDefinition(
      name = "Inference",
      description =
          "How predictions are made: from an image once, or pooled over scales or over the images"
              + " of a place")
  @interface Options {
    @AttributeDefinition(
        min = "0.1",
        max = "10",
        description =
            "Relative magnifications at which an image is predicted, as augmentation zoom makes"
                + " them; 1 is the image as it is. The embedding that is stored is that of 1, or of the"
                + " first scale if 1 is not among them")
    @Limits(minItems = 1, maxItems = 32)
    @SamplesAre(SampleForm.IMAGES)
    double[] scales() default {1};

    @AttributeDefinition(
        description =
            "How several predictions are pooled: mean, the mean probability of each class; max, the"
                + " largest probability of each class, divided by the sum of these")
    Pool pool() default Pool.MEAN;

    @AttributeDefinition(
        description =
            "image: each image is classified by itself; place: the images of one place that are in"
                + " the same part of a fold are classified together, at all of their magnifications. An"
                + " image without a place is classified by itself")
    Over over() default Over.IMAGE;
  }

  /**
   * Makes the pooling.
   *
   * @throws ConfigurationException if a scale is there twice
   */
  @Activate
  public Inference(Options options) {
    scales = DoubleStream.of(options.scales()).boxed().toList();
    pool = options.pool();
    over = options.over();
    if (new HashSet<>(scales).size() < scales.size()) {
      throw new ConfigurationException(
          "inference.scales has a scale twice; it would count twice. Leave one out.");
    }
  }

  @Override
  public TrainedModel pooled(TrainedModel model) {
    return scales.equals(List.of(1.0)) && over == Over.IMAGE
        ? model
        : new PooledModel(model, scales, pool, over);
  }

  @Override
  public Optional<String> idle(List<Sample> samples) {
    Set<List<String>> places = new HashSet<>();
    boolean shared =
        over == Over.IMAGE
            || samples.stream()
                .filter(sample -> sample.place() != null)
                .anyMatch(sample -> !places.add(PooledModel.place(sample)));
    return shared
        ? Optional.empty()
        : Optional.of(
            "inference.over is place, but no two of the %d training images show one place: each image is judged by itself."
                .formatted(samples.size()));
  }
}
