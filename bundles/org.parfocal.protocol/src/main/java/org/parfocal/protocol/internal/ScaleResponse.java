package org.parfocal.protocol.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.DecidesResult;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Limits;
import org.parfocal.api.Plugin;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.Sections;
import org.parfocal.protocol.FoldPlanBuilder;
import org.parfocal.protocol.PatientSplit;
import org.parfocal.protocol.PatientSplits;
import org.parfocal.protocol.Strata;

/**
 * Trains at some µm per pixel and tests unseen patients at many, those between the data set's
 * scales included: how a model's accuracy depends on the scale of the image. Patients are split
 * once for all scales. The test patients' images at the training scales are the {@linkplain
 * org.parfocal.api.Part#SEEN seen} part.
 *
 * <p>The design is that of Möllers et al. (arXiv 2601.02198), who train probes at standard scales
 * and test them at standard and intermediate ones.
 */
@Component(
    service = Protocol.class,
    configurationPid = "org.parfocal.protocol.scale-response",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.PROTOCOL, name = "scale-response")
@Designate(ocd = ScaleResponse.Options.class, factory = true)
public final class ScaleResponse implements Protocol {
  private static final SampleField SCALE = new SampleField("microns-per-pixel");

  @ObjectClassDefinition(
      name = "Scale response",
      description =
          "Trains at some µm per pixel and tests unseen patients at many, between those of the data"
              + " set, too")
  @interface Options {
    @AttributeDefinition(
        required = false,
        description =
            "µm per pixel to train at, each a fold of its own, for example 0.25, 0.5, 0.25+0.5;"
                + " what is joined by + is trained on together. By default each scale of the data"
                + " set, and all of them together")
    @Limits(maxItems = 64)
    String[] train_on() default {};

    @AttributeDefinition(
        required = false,
        description =
            "µm per pixel to test at, in addition to those of training; by default the data set's"
                + " and those that steps gives")
    @Limits(above = 0, maxItems = 64)
    double[] test_at() default {};

    @AttributeDefinition(
        min = "0",
        max = "16",
        description =
            "Into how many steps a doubling of µm per pixel is divided, to test between the data"
                + " set's scales; 0 for its scales alone; unused with test-at")
    int steps() default 4;

    @AttributeDefinition(
        description = "Share of the patients that are tested; unused with patient-folds")
    @Limits(above = 0, below = 1)
    double test_patients() default 0.2;

    @AttributeDefinition(
        min = "0",
        description = "Share of the patients on whom epochs and thresholds are chosen; 0 for none")
    @Limits(below = 1)
    double validation_patients() default 0.15;

    @AttributeDefinition(description = "Seed of the patient split")
    long seed() default 13;

    @AttributeDefinition(
        min = "1",
        max = "1000",
        description =
            "How many times the patients are split at random, each time with all folds; the spread"
                + " over the repeats shows how much depends on the split")
    @DecidesResult(false)
    int repeats() default 1;

    @AttributeDefinition(
        min = "0",
        description =
            "0: one hold-out; 2 or more: that many folds, so that every patient is tested once")
    int patient_folds() default 0;
  }

  private final Options options;
  private final List<String> trained;
  private final PatientSplits splits;

  /** Checks the options. */
  @Activate
  public ScaleResponse(Options options) {
    this.options = options;
    this.trained =
        Arrays.stream(options.train_on()).map(String::strip).filter(set -> !set.isEmpty()).toList();
    this.splits =
        new PatientSplits(
            options.patient_folds(),
            options.test_patients(),
            options.validation_patients(),
            options.seed(),
            options.repeats());
  }

  @Override
  public FoldPlan folds(Dataset dataset) {
    List<Sample> samples = dataset.samples().stream().filter(SCALE::isKnown).toList();
    TrueScales scales = TrueScales.of(dataset, samples);
    TestScales tested = TestScales.of(scales, options.test_at(), options.steps());
    if (scales.microns().size() == 1 && options.test_at().length == 0) {
      throw new DatasetException(
          "Data set %s has images at %s µm per pixel alone, so there is no other scale to test at; name some with protocol.test-at."
              .formatted(dataset.name(), scales.finest()));
    }
    FoldPlanBuilder plan = new FoldPlanBuilder(dataset, SCALE, splits.validates());
    if (samples.size() < dataset.samples().size()) {
      plan.note(
          "%d images of unknown µm per pixel stand in no fold."
              .formatted(dataset.samples().size() - samples.size()));
    }
    tested.notes().forEach(plan::note);
    noteUnevenPlaces(plan, scales, samples);
    List<Sample> shown = tested.samples(samples);
    List<PatientSplit> patients = splits.of(Strata.of(samples, dataset, SCALE));
    for (List<Double> set : sets(scales, tested)) {
      String name = set.stream().map(String::valueOf).collect(Collectors.joining("+"));
      List<Sample> seen = samples.stream().filter(sample -> isIn(set, sample)).toList();
      List<Sample> unseen = shown.stream().filter(sample -> !isIn(set, sample)).toList();
      for (PatientSplit split : patients) {
        plan.add(
            splits.name(name, split),
            name,
            split.repeat(),
            PatientSplit.images(seen, split.training()),
            PatientSplit.images(seen, split.validation()),
            PatientSplit.images(unseen, split.test()),
            PatientSplit.images(seen, split.test()));
      }
    }
    return plan.plan();
  }

  private static boolean isIn(List<Double> set, Sample sample) {
    return set.contains(sample.micronsPerPixel().orElseThrow());
  }

  private List<List<Double>> sets(TrueScales scales, TestScales tested) {
    List<List<Double>> sets = new ArrayList<>();
    if (trained.isEmpty()) {
      scales.microns().forEach(each -> sets.add(List.of(each)));
      boolean more = !scales.microns().containsAll(tested.microns());
      if (scales.microns().size() > 1 && more) {
        sets.add(scales.microns());
      }
      return sets;
    }
    for (String option : trained) {
      List<Double> set = scales.set(option);
      if (sets.contains(set)) {
        throw new ConfigurationException(
            "protocol.train-on has %s twice; leave one out.".formatted(option));
      }
      sets.add(set);
    }
    return List.copyOf(sets);
  }

  /** Scales that are not shown by the same places differ in more than the scale. */
  private static void noteUnevenPlaces(
      FoldPlanBuilder plan, TrueScales scales, List<Sample> samples) {
    Map<List<String>, Set<Double>> places = new HashMap<>();
    int alone = 0;
    for (Sample sample : samples) {
      String place = sample.place();
      if (place == null) {
        alone++;
      } else {
        places
            .computeIfAbsent(List.of(sample.patient(), place), any -> new TreeSet<>())
            .add(sample.micronsPerPixel().orElseThrow());
      }
    }
    long uneven =
        places.values().stream().filter(own -> own.size() < scales.microns().size()).count();
    if (alone > 0 || uneven > 0) {
      plan.note(
          "%d places are not shown at every scale, and %d images have no place: scales differ in what they show, too."
              .formatted(uneven, alone));
    }
  }
}
