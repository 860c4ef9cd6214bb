package org.parfocal.augmentation.zoom.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Images;
import org.parfocal.api.JobContext;
import org.parfocal.api.Limits;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleForm;
import org.parfocal.api.SamplesAre;
import org.parfocal.api.TrainingSet;
import org.parfocal.imaging.ZoomedSamples;

/**
 * Shows the training images at other magnifications, too: the plainest answer to a magnification
 * that was not trained at, and so what every other answer has to be compared with.
 *
 * <p>The factors are few and fixed, so that each image is made, and by a frozen backbone embedded,
 * once. Each time the augmentation before this one draws an image, it is shown at one of its
 * magnifications, all of them and its own being equally likely: groups stay groups, and an epoch
 * has as many steps as without zoom.
 */
@Component(
    service = AugmentationStrategy.class,
    configurationPid = "org.parfocal.augmentation.zoom",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "augmentation", name = "zoom")
@Designate(ocd = ZoomAugmentation.Options.class, factory = true)
public final class ZoomAugmentation implements AugmentationStrategy {
  private final List<Double> factors;
  private final EnlargedPixels enlarged;

  @ObjectClassDefinition(
      name = "Zoom",
      description =
          "Shows each training image at other magnifications as well: made smaller between its"
              + " mirrored borders, or its middle")
  @SamplesAre(SampleForm.IMAGES)
  @interface Options {
    @AttributeDefinition(
        min = "0.1",
        max = "10",
        description =
            "Relative magnifications: below 1 the image is made smaller and its borders are mirrored"
                + " around it; above 1 its middle is cut out. Each time an image is drawn, it is shown at"
                + " one of these or as it is")
    @Limits(minItems = 1, maxItems = 32)
    double[] factors() default {0.5, 0.71, 1.41, 2, 2.83};
  }

  /**
   * Makes the augmentation.
   *
   * @param images whose size tells which factors show no more than the files' own pixels
   * @throws ConfigurationException if a factor is 1, or there twice
   */
  @Activate
  public ZoomAugmentation(Options options, @Reference(name = "images") Images images) {
    factors = DoubleStream.of(options.factors()).boxed().toList();
    enlarged = new EnlargedPixels(factors, images.size());
    Set<Double> seen = new HashSet<>();
    for (double factor : factors) {
      if (factor == 1) {
        throw new ConfigurationException(
            "augmentation.zoom.factors has 1, but images are shown as they are in any case; leave"
                + " it out.");
      }
      if (!seen.add(factor)) {
        throw new ConfigurationException(
            "augmentation.zoom.factors has %s twice; leave one out.".formatted(factor));
      }
    }
  }

  @Override
  public TrainingSet prepare(TrainingSet training, JobContext job) {
    Map<String, List<Sample>> shown = new HashMap<>();
    List<Sample> samples = new ArrayList<>(training.samples());
    for (Sample sample : training.samples()) {
      List<Sample> zoomed = ZoomedSamples.of(sample, factors);
      samples.addAll(zoomed);
      List<Sample> all = new ArrayList<>(zoomed);
      all.add(sample);
      shown.put(sample.id(), all);
    }
    job.history(Map.of("augmentation.zoomed", samples.size() - training.samples().size()));
    enlarged.sentences(training.samples()).forEach(job::warn);
    return new TrainingSet(
        samples,
        training.classes(),
        training.groupSize(),
        (epoch, random) -> draw(training, shown, epoch, random));
  }

  private static List<List<Sample>> draw(
      TrainingSet training, Map<String, List<Sample>> shown, int epoch, RandomGenerator random) {
    List<List<Sample>> groups = training.draw().epoch(epoch, random);
    return groups.stream()
        .map(group -> group.stream().map(sample -> one(shown, sample, random)).toList())
        .toList();
  }

  private static Sample one(
      Map<String, List<Sample>> shown, Sample sample, RandomGenerator random) {
    List<Sample> all = shown.getOrDefault(sample.id(), List.of(sample));
    return all.get(random.nextInt(all.size()));
  }
}
