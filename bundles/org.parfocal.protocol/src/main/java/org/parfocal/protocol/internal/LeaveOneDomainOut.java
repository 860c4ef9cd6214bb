package org.parfocal.protocol.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
import org.parfocal.protocol.MagnificationFilter;
import org.parfocal.protocol.PatientSplits;
import org.parfocal.protocol.Strata;

/**
 * Holds out one domain after the other, whatever field of the samples tells the domain.
 *
 * <p>Where every patient lies in one domain, as with institutes, all patients of the held-out
 * domain are tested, and those of the others train and validate. Where patients have images in
 * several domains, as with magnifications or scanners, patients are split first and the folds are
 * those of {@link LeaveOneMagnificationOut}. A note of the plan says which of the two it was.
 */
@Component(
    service = Protocol.class,
    configurationPid = "org.parfocal.protocol.leave-one-domain-out",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.PROTOCOL, name = "leave-one-domain-out")
@Designate(ocd = LeaveOneDomainOut.Options.class, factory = true)
public final class LeaveOneDomainOut implements Protocol {
  private static final int MAX_DOMAINS = 1000;
  private static final int NAMED = 20;

  @ObjectClassDefinition(
      name = "Leave one domain out",
      description =
          "Tests each domain, for example each institute, with models that never saw it, on unseen"
              + " patients")
  @interface Options {
    @AttributeDefinition(
        description =
            "Field that is the domain of an image: magnification, patient, slide, or the name of an"
                + " attribute of the data set, for example institute")
    String field();

    @AttributeDefinition(
        required = false,
        description = "Hold out only these domains; the others always train. All if left out")
    String[] domains() default {};

    @AttributeDefinition(
        required = false,
        description =
            "Train on these domains together and test unseen patients in each of the others,"
                + " instead of holding one out after the other")
    String[] train_on() default {};

    @AttributeDefinition(
        description =
            "Share of the patients that are tested; unused with patient-folds, and where every"
                + " patient lies in one domain")
    @Limits(above = 0, below = 1)
    double test_patients() default 0.2;

    @AttributeDefinition(
        min = "0",
        description =
            "Share of the patients on whom epochs and thresholds are chosen, 0 for none; where"
                + " every patient lies in one domain, of those outside the held-out one")
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
            "0: one hold-out; 2 or more: that many folds, so that every patient is tested once;"
                + " unused where every patient lies in one domain")
    int patient_folds() default 0;

    @AttributeDefinition(
        required = false,
        description = "Use only these magnifications, for example 100X, 200X; all if left out")
    String[] magnifications() default {};
  }

  private final SampleField field;
  private final Set<String> wanted;
  private final TrainingDomains trained;
  private final PatientSplits splits;
  private final MagnificationFilter magnifications;

  /** Checks the options. */
  @Activate
  public LeaveOneDomainOut(Options options) {
    if (options.field().isBlank()) {
      throw new ConfigurationException(
          "protocol.field is empty; it must be magnification, patient, slide or the name of an"
              + " attribute of the data set.");
    }
    this.field = new SampleField(options.field());
    this.wanted =
        Arrays.stream(options.domains())
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    this.trained = TrainingDomains.of(options.train_on());
    if (trained.chosen() && !wanted.isEmpty()) {
      throw new ConfigurationException(
          "protocol.domains and protocol.train-on are both set; choose one.");
    }
    this.splits =
        new PatientSplits(
            options.patient_folds(),
            options.test_patients(),
            options.validation_patients(),
            options.seed(),
            options.repeats());
    this.magnifications = new MagnificationFilter(options.magnifications());
  }

  @Override
  public FoldPlan folds(Dataset dataset) {
    List<Sample> chosen = magnifications.samples(dataset);
    List<Sample> samples = chosen.stream().filter(field::isKnown).toList();
    List<String> domains = field.values(samples);
    requireDomains(dataset, chosen, domains);
    FoldPlanBuilder plan = new FoldPlanBuilder(dataset, field, splits.validates());
    if (samples.size() < chosen.size()) {
      plan.note(
          "%d images without %s stand in no fold."
              .formatted(chosen.size() - samples.size(), field.name()));
    }
    List<String> heldOut =
        domains.stream().filter(name -> wanted.isEmpty() || wanted.contains(name)).toList();
    Strata strata = Strata.of(samples, dataset, field);
    long patients = samples.stream().map(Sample::patient).distinct().count();
    long crossing = crossing(samples);
    if (crossing == 0) {
      requireOnce();
      SeparateFolds folds = new SeparateFolds(plan, splits, strata);
      if (trained.chosen()) {
        plan.note(
            "Every patient lies in one %s: all patients outside %s are tested."
                .formatted(field.name(), String.join(", ", trained.names())));
        folds.trainOn(trained);
      } else {
        plan.note(
            "Every patient lies in one %s: each fold tests all patients of the held-out one."
                .formatted(field.name()));
        folds.leaveOut(heldOut);
      }
    } else {
      plan.note(
          ("%d of %d patients have images in more than one %s: patients are split first, and each"
                  + " fold tests the test patients' images of the held-out one.")
              .formatted(crossing, patients, field.name()));
      CrossedFolds folds = new CrossedFolds(plan, splits, strata);
      if (trained.chosen()) {
        folds.trainOn(trained);
      } else {
        folds.leaveOut(heldOut);
      }
    }
    return plan.plan();
  }

  private void requireOnce() {
    if (splits.repeats() > 1) {
      throw new ConfigurationException(
          "protocol.repeats is %d, and every patient lies in one %s: each fold tests all patients of the held-out one, so nothing is split anew; leave it out."
              .formatted(splits.repeats(), field.name()));
    }
  }

  private void requireDomains(Dataset dataset, List<Sample> samples, List<String> domains) {
    if (domains.isEmpty()) {
      throw new DatasetException(
          field.absent("protocol.field", "image of data set " + dataset.name(), samples));
    }
    if (domains.size() == 1) {
      throw new DatasetException(
          ("Protocol leave-one-domain-out needs at least two values of %s, and data set %s has only"
                  + " %s; use patient-holdout or patient-k-fold instead.")
              .formatted(field.name(), dataset.name(), domains.get(0)));
    }
    List<String> unknown =
        wanted.stream().filter(name -> !domains.contains(name)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "protocol.domains names %s, which no image of data set %s has as its %s; known: %s."
              .formatted(String.join(", ", unknown), dataset.name(), field.name(), named(domains)));
    }
    if (trained.chosen()) {
      trained.check(field, domains);
    } else if (wanted.isEmpty() && domains.size() > MAX_DOMAINS) {
      throw new DatasetException(
          ("Data set %s has %d values of %s, and each would be a fold; name those to hold out with"
                  + " protocol.domains, or choose another protocol.field.")
              .formatted(dataset.name(), domains.size(), field.name()));
    }
  }

  private static String named(List<String> names) {
    String some = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return names.size() > NAMED ? some + " and %d more".formatted(names.size() - NAMED) : some;
  }

  /** How many patients have images in more than one domain. */
  private long crossing(List<Sample> samples) {
    Map<String, Long> domains =
        samples.stream()
            .collect(
                Collectors.groupingBy(
                    Sample::patient,
                    TreeMap::new,
                    Collectors.collectingAndThen(
                        Collectors.toList(), own -> (long) field.values(own).size())));
    return domains.values().stream().filter(count -> count > 1).count();
  }
}
