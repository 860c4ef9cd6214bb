package org.parfocal.augmentation.multiscale.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.Balance;
import org.parfocal.api.BalancedDraw;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.JobContext;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.TrainingSet;

/**
 * Adds no images; draws them in groups across magnifications, for models that compare images.
 *
 * <p>Pairs and triplets are drawn as in the probable reference code of Sun et al. 2022 (arXiv
 * 2107.01063): every image is an anchor once an epoch, the positive is a random other image of its
 * class, the negative a random image of another class, a pair is one or the other by a fair coin.
 * What is asked for beyond that (same patient, same place, another magnification) is our addition.
 * Pyramids are what a re-implementation of Diao et al. 2023 (IEEE JBHI 27(3)) from its abstract
 * needs: one image of each magnification, in {@link org.parfocal.api.SampleField#ORDER}, of one
 * place, or where places are unknown of one class of one patient.
 *
 * <p>What cannot be formed is counted, said in a warning, and written into the job's history.
 */
@Component(
    service = AugmentationStrategy.class,
    configurationPid = "org.parfocal.augmentation.multiscale",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "augmentation", name = "multiscale")
@Designate(ocd = MultiscaleAugmentation.Options.class, factory = true)
public final class MultiscaleAugmentation implements AugmentationStrategy {
  private final Group group;
  private final Match match;
  private final boolean crossing;
  private final Balance balance;
  private final ChosenMagnifications magnifications;

  @ObjectClassDefinition(
      name = "Multi-scale groups",
      description = "Draws pairs, triplets or pyramids across magnifications; adds no images")
  @interface Options {
    @AttributeDefinition(
        description =
            "What is drawn together: single images; a pair (anchor and, with equal probability,"
                + " another image of its class or one of another class); a triplet (anchor, another image"
                + " of its class, one of another class); a pyramid (one image of every magnification)")
    Group group() default Group.TRIPLET;

    @AttributeDefinition(
        description =
            "Where an anchor's partner of the same class, or the images of a pyramid, are from:"
                + " same-place, same-patient, or any (not for pyramids); auto: any for pairs and"
                + " triplets, for pyramids same-place where every training image has a place seen"
                + " at two magnifications, else same-patient. Partners of another class are from"
                + " anywhere")
    Match match() default Match.AUTO;

    @AttributeDefinition(
        description =
            "required: both partners of an anchor are of another magnification than the anchor."
                + " Pyramids are so in any case")
    CrossMagnification cross_magnification() default CrossMagnification.ANY;

    @AttributeDefinition(
        required = false,
        description =
            "What has an equal share of an epoch's anchors: class, magnification, or any other"
                + " field of the images, for example institute; several: each combination. If left"
                + " out, each image is an anchor once")
    String[] balance() default {};

    @AttributeDefinition(
        required = false,
        description =
            "Draw only these magnifications, two or more, for example 40X, 200X; all if left out."
                + " Those that a fold holds out are left out there")
    String[] magnifications() default {};
  }

  @Activate
  public MultiscaleAugmentation(Options options) {
    group = options.group();
    match = options.match();
    crossing = options.cross_magnification() == CrossMagnification.REQUIRED;
    balance = Balance.of(options.balance());
    magnifications = new ChosenMagnifications(options.magnifications());
    requireSense();
  }

  @Override
  public TrainingSet prepare(TrainingSet training, JobContext job) {
    training.requireSingles("multiscale");
    List<Sample> samples = magnifications.samples(training.samples(), job);
    if (group == Group.SINGLE) {
      return new TrainingSet(
          samples, training.classes(), 1, BalancedDraw.singles(samples, balance));
    }
    Formation formation = formation(samples, job);
    formation.shortfall().sentences(job.fold(), samples, formation.drawable()).forEach(job::warn);
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("augmentation.groups", formation.groups());
    counts.put("augmentation.unformed", formation.shortfall().count());
    job.history(counts);
    return new TrainingSet(
        formation.drawable(),
        training.classes(),
        formation.groupSize(),
        BalancedDraw.of(formation.sources(), balance));
  }

  private Formation formation(List<Sample> samples, JobContext job) {
    Match decided = Matching.decided(match, group, job.fold(), samples, job::warn);
    if (group != Group.PYRAMID) {
      return Partners.of(samples, decided, crossing, group == Group.TRIPLET);
    }
    List<String> known = SampleField.MAGNIFICATION.values(samples);
    if (known.size() < 2) {
      throw new DatasetException(
          "Pyramids need two magnifications; the training images of fold %s have %s."
              .formatted(job.fold(), known.isEmpty() ? "none" : "only " + known.get(0)));
    }
    return Pyramids.of(samples, decided);
  }

  /** An option that could have no effect is a misunderstanding. */
  private void requireSense() {
    if (group == Group.PYRAMID && match == Match.ANY) {
      throw new ConfigurationException(
          "augmentation.multiscale.match cannot be any for pyramids, whose images are of one patient; use"
              + " auto, same-place or same-patient.");
    }
    if (group == Group.SINGLE && (match != Match.AUTO || crossing)) {
      throw new ConfigurationException(
          "augmentation.multiscale.match and cross-magnification are about partners, and single images have"
              + " none; leave them out or set augmentation.multiscale.group to pair, triplet or pyramid.");
    }
  }
}
