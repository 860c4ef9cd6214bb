package org.parfocal.augmentation.dcgan.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.Balance;
import org.parfocal.api.BalancedDraw;
import org.parfocal.api.DatasetException;
import org.parfocal.api.DecidesResult;
import org.parfocal.api.Images;
import org.parfocal.api.JobContext;
import org.parfocal.api.Limits;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleForm;
import org.parfocal.api.SamplesAre;
import org.parfocal.api.TrainingSet;
import org.parfocal.nd4j.NativeBuild;

/**
 * Adds generated images to the training samples: one deep convolutional generative adversarial
 * network (Radford et al. 2015) for each class, or each class at each magnification, learns from
 * the fold's training samples and from nothing else. What a generator learned from several
 * magnifications has none itself.
 *
 * <p>The second arm of Ezuma and Medaiyese 2026 (arXiv 2604.25817), re-implemented from the
 * abstract: which images its generators saw and how many were added is our reading.
 */
@Component(
    service = AugmentationStrategy.class,
    configurationPid = "org.parfocal.augmentation.dcgan",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "augmentation", name = "dcgan")
@Designate(ocd = DcganAugmentation.Options.class, factory = true)
public final class DcganAugmentation implements AugmentationStrategy {
  private static final String GENERATED = "generated";

  private final Options options;
  private final GanHyperparameters hyperparameters;
  private final Balance balance;
  private final Images images;
  private final NativeBuild engine;

  /** Options of a study file. */
  @ObjectClassDefinition(
      name = "DCGAN",
      description =
          "Adds images that generative adversarial networks make, one network for each class")
  @SamplesAre(SampleForm.IMAGES)
  @interface Options {
    @AttributeDefinition(
        description =
            "What each generator is trained on: the images of a class, or of a class at one training"
                + " magnification (class-and-magnification)")
    Grouping groups() default Grouping.CLASS;

    @AttributeDefinition(
        description = "Edge of the generated images in pixels; they are then scaled as any image",
        options = {
          @Option(label = "16", value = "16"),
          @Option(label = "32", value = "32"),
          @Option(label = "64", value = "64")
        })
    int image_size() default 64;

    @AttributeDefinition(
        description = "Length of the random vector behind an image",
        min = "1",
        max = "1000")
    int latent_size() default 100;

    @AttributeDefinition(
        description =
            "Channels of the largest feature maps, doubled with every halving of the resolution;"
                + " 8 or 16 suit small machines",
        min = "1",
        max = "128")
    int width() default 64;

    @AttributeDefinition(
        description = "Passes of each generator's training over its real images",
        min = "1",
        max = "10000")
    int epochs() default 100;

    @AttributeDefinition(
        description = "Real images in a step; a smaller group has all of its images in each step",
        min = "4",
        max = "256")
    int batch() default 64;

    @AttributeDefinition(description = "Learning rate of both networks")
    @Limits(above = 0)
    double learning_rate() default 2e-4;

    @AttributeDefinition(
        description = "Generated images that are added for each real one of the same group",
        min = "0",
        max = "10")
    double ratio() default 0.5;

    @AttributeDefinition(
        description =
            "Fewest real images of a group; a smaller one gets no generated images, with a warning",
        min = "4",
        max = "1000000")
    int minimum_images() default 64;

    @AttributeDefinition(
        required = false,
        description =
            "What has an equal share of an epoch's draws, of real and generated images: class,"
                + " magnification, or any other field of the images, for example institute;"
                + " several: each combination. If left out, each image is drawn once")
    String[] balance() default {};

    @AttributeDefinition(
        min = "0",
        description =
            "Minutes between checkpoints, which are written at the end of an epoch, and from which a"
                + " generator's training goes on after it was stopped or killed; 0: none")
    @DecidesResult(false)
    double checkpoint() default 10;
  }

  /** Checks the options; natives are loaded when there is something to train. */
  @Activate
  public DcganAugmentation(
      Options options, @Reference(name = "images") Images images, @Reference NativeBuild engine) {
    this.options = options;
    this.hyperparameters = GanHyperparameters.of(options);
    this.balance = Balance.of(options.balance());
    this.images = images;
    this.engine = engine;
  }

  @Override
  public TrainingSet prepare(TrainingSet training, JobContext job) throws DatasetException {
    training.requireSingles("dcgan");
    List<Sample> real = training.samples();
    List<SampleGroup> groups = trainable(real, job);
    engine.start();
    GroupReport report = new GroupReport(job);
    String prefix = unusedName(real);
    List<Sample> samples = new ArrayList<>(real);
    for (SampleGroup group : groups) {
      for (GeneratedImage image : make(group, report, job)) {
        samples.add(sample(group, prefix, samples.size() - real.size(), image));
      }
    }
    report.end();
    return new TrainingSet(samples, training.classes(), 1, BalancedDraw.singles(samples, balance));
  }

  private List<SampleGroup> trainable(List<Sample> training, JobContext job) {
    List<SampleGroup> trainable = new ArrayList<>();
    List<String> small = new ArrayList<>();
    int largest = 0;
    for (SampleGroup group : options.groups().of(training, job.classes())) {
      int count = group.samples().size();
      largest = Math.max(largest, count);
      if (count >= options.minimum_images()) {
        trainable.add(group);
      } else {
        small.add("%s (%d)".formatted(group.name(), count));
      }
    }
    if (!small.isEmpty()) {
      job.warn(
          "No images were generated for %d of %d groups, which have fewer training images than augmentation.dcgan.minimum-images, %d: %s."
              .formatted(
                  small.size(),
                  small.size() + trainable.size(),
                  options.minimum_images(),
                  SampleGroup.named(small)));
    }
    if (trainable.isEmpty()) {
      throw new DatasetException(
          ("No group of fold %s has the %d training images that augmentation.dcgan.minimum-images asks"
                  + " for, the largest has %d; make it smaller, or set augmentation.dcgan.groups to"
                  + " class.")
              .formatted(job.fold(), options.minimum_images(), largest));
    }
    return trainable;
  }

  private List<GeneratedImage> make(SampleGroup group, GroupReport report, JobContext job) {
    int size = hyperparameters.imageSize();
    GeneratorStreams streams = new GeneratorStreams(job.seed(), group.name());
    List<byte[]> real = RealImages.read(group.samples(), images, size, job);
    String key = GeneratorKey.of(hyperparameters, streams, engine.toString(), real);
    GeneratorStore store = new GeneratorStore(hyperparameters, job);
    GeneratorCheckpoint checkpoint =
        new GeneratorCheckpoint(job.checkpoint().resolve(key + ".generator"), options.checkpoint());
    GeneratorTraining training = new GeneratorTraining(hyperparameters, job);
    TrainedGenerator generator =
        store.generator(key, () -> training.train(group.name(), real, streams, checkpoint));
    checkpoint.remove();
    int count = generated(real.size());
    List<GeneratedImage> generated =
        store.images(key, Math.max(count, GroupReport.IMAGES), generator, streams);
    List<byte[]> shown =
        generated.stream().limit(GroupReport.IMAGES).map(image -> image.read().rgb()).toList();
    report.add(group, real, shown, generator.curve(), size);
    return generated.subList(0, count);
  }

  /** How many images are added to a group of so many real ones: the nearest whole number. */
  int generated(int real) {
    return Math.toIntExact(Math.round(options.ratio() * real));
  }

  private static Sample sample(SampleGroup group, String prefix, int index, GeneratedImage image) {
    return new Sample(
        prefix + "/" + group.name() + "/" + index,
        image,
        group.label(),
        prefix,
        prefix,
        group.magnification(),
        OptionalDouble.empty(),
        null,
        Map.of(GENERATED, "dcgan"));
  }

  /** A patient that the samples do not have, whose name none of their ids begins with. */
  private static String unusedName(List<Sample> samples) {
    String name = GENERATED;
    while (taken(name, samples)) {
      name = name + "-" + GENERATED;
    }
    return name;
  }

  private static boolean taken(String name, List<Sample> samples) {
    return samples.stream()
        .anyMatch(sample -> sample.patient().equals(name) || sample.id().startsWith(name));
  }
}
