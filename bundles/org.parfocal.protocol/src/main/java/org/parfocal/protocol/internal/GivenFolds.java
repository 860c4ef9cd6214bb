package org.parfocal.protocol.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Limits;
import org.parfocal.api.Part;
import org.parfocal.api.Plugin;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.Sections;
import org.parfocal.api.Spelling;
import org.parfocal.protocol.FoldPlanBuilder;
import org.parfocal.protocol.PatientSplit;
import org.parfocal.protocol.PatientSplits;
import org.parfocal.protocol.Strata;

/**
 * Folds that a file gives, for example the five official ones of BreaKHis. Validation patients are
 * carved out of the training patients unless the file names them.
 *
 * <p>The official fold 1 of BreaKHis has slide 14-13412 in training (as ductal) and in test (as
 * lobular carcinoma): {@code on-overlap} decides what happens to such a patient.
 */
@Component(
    service = Protocol.class,
    configurationPid = "org.parfocal.protocol.given-folds",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.PROTOCOL, name = "given-folds")
@Designate(ocd = GivenFolds.Options.class, factory = true)
public final class GivenFolds implements Protocol {
  /** What happens to a patient in two parts of a fold. */
  enum Overlap {
    FAIL,
    DROP
  }

  @ObjectClassDefinition(
      name = "Given folds",
      description = "Uses the folds of a file, for example the official folds of BreaKHis")
  @interface Options {
    @AttributeDefinition(
        description =
            "Fold file or folder of fold files: rows image|magnification|fold|train or test, or a"
                + " table (CSV) with the columns image, fold, part (train, validation, test, or"
                + " seen: test patients' images that are like the training images)")
    String path();

    @AttributeDefinition(
        description =
            "A patient in two parts of a fold: fail, or drop the patient's images outside training")
    Overlap on_overlap() default Overlap.FAIL;

    @AttributeDefinition(
        min = "0",
        description =
            "Share of a fold's training patients on whom epochs and thresholds are chosen, unless"
                + " the file names validation images; 0 for none")
    @Limits(below = 1)
    double validation_patients() default 0.15;

    @AttributeDefinition(
        description =
            "Hold out one magnification after the other in each fold of the file: train and validate"
                + " at the others, test at this one; test patients' images at the others are seen")
    boolean leave_out_magnifications() default false;

    @AttributeDefinition(description = "Seed of the choice of validation patients")
    long seed() default 13;
  }

  private final Path path;
  private final boolean drop;
  private final double validation;
  private final boolean leaveOut;
  private final long seed;

  /** Checks the options. */
  @Activate
  public GivenFolds(Options options) {
    this.path = Path.of(options.path());
    this.drop = options.on_overlap() == Overlap.DROP;
    this.validation = options.validation_patients();
    this.leaveOut = options.leave_out_magnifications();
    this.seed = options.seed();
  }

  @Override
  public FoldPlan folds(Dataset dataset) {
    SampleNames names = new SampleNames(dataset);
    Map<String, Map<Part, Set<Sample>>> folds = new TreeMap<>(SampleField.ORDER);
    Set<String> absent = new HashSet<>();
    for (FoldFile.Row row : FoldFile.read(path)) {
      Sample sample = names.find(row);
      if (sample == null) {
        absent.add(row.image());
      } else {
        folds
            .computeIfAbsent(row.fold(), fold -> new EnumMap<>(Part.class))
            .computeIfAbsent(row.part(), part -> new HashSet<>())
            .add(sample);
      }
    }
    requireOneSpelling(folds.keySet());
    if (folds.isEmpty()) {
      throw new DatasetException(
          "None of the %d images that %s names is in data set %s."
              .formatted(absent.size(), path, dataset.name()));
    }
    FoldPlanBuilder plan = new FoldPlanBuilder(dataset, SampleField.MAGNIFICATION, validation > 0);
    if (!absent.isEmpty()) {
      plan.note(
          "%d images that the fold file names are not in the data set.".formatted(absent.size()));
    }
    folds.forEach((fold, given) -> add(plan, dataset, "fold-" + fold, given));
    return plan.plan();
  }

  private void requireOneSpelling(Set<String> folds) {
    Spelling.alike(new SampleField("fold"), folds, Set.of()).stream()
        .findFirst()
        .ifPresent(
            names -> {
              throw new DatasetException(
                  "%s spells one fold in several ways: %s; spell it in one."
                      .formatted(path, Spelling.shown(names)));
            });
  }

  private void add(
      FoldPlanBuilder plan, Dataset dataset, String name, Map<Part, Set<Sample>> given) {
    Map<Part, List<Sample>> parts = new EnumMap<>(Part.class);
    requireOnePart(name, given);
    for (Part part : Part.values()) {
      Set<Sample> members = given.getOrDefault(part, Set.of());
      parts.put(part, dataset.samples().stream().filter(members::contains).toList());
    }
    resolve(plan, name, parts, Part.TRAINING, Part.TEST);
    resolve(plan, name, parts, Part.TRAINING, Part.VALIDATION);
    resolve(plan, name, parts, Part.TEST, Part.VALIDATION);
    resolve(plan, name, parts, Part.TRAINING, Part.SEEN);
    requireTested(name, parts);
    if (of(parts, Part.VALIDATION).isEmpty() && validation > 0) {
      carve(dataset, parts);
    }
    if (leaveOut) {
      leaveOut(plan, dataset, name, parts);
    } else {
      plan.add(
          name,
          name,
          of(parts, Part.TRAINING),
          of(parts, Part.VALIDATION),
          of(parts, Part.TEST),
          of(parts, Part.SEEN));
    }
  }

  /** The folds of one of the file, whose patients stay in their parts. */
  private void leaveOut(
      FoldPlanBuilder plan, Dataset dataset, String name, Map<Part, List<Sample>> parts) {
    if (!of(parts, Part.SEEN).isEmpty()) {
      throw new DatasetException(
          "%s of %s has a seen part, which protocol.leave-out-magnifications makes itself; give the images as test, or leave out the option."
              .formatted(name, path));
    }
    List<String> magnifications = dataset.magnifications();
    if (magnifications.size() < 2) {
      throw new DatasetException(
          "protocol.leave-out-magnifications needs two magnifications, and data set %s has %d."
              .formatted(dataset.name(), magnifications.size()));
    }
    for (String held : magnifications) {
      plan.add(
          held + "-" + name,
          held,
          at(parts, Part.TRAINING, held, false),
          at(parts, Part.VALIDATION, held, false),
          at(parts, Part.TEST, held, true),
          at(parts, Part.TEST, held, false));
    }
  }

  /** Images of a part at a magnification, or at all others that are known. */
  private static List<Sample> at(
      Map<Part, List<Sample>> parts, Part part, String magnification, boolean same) {
    return of(parts, part).stream()
        .filter(sample -> sample.magnification() != null)
        .filter(sample -> magnification.equals(sample.magnification()) == same)
        .toList();
  }

  private void requireOnePart(String fold, Map<Part, Set<Sample>> given) {
    Set<Sample> both = new HashSet<>(given.getOrDefault(Part.SEEN, Set.of()));
    both.retainAll(given.getOrDefault(Part.TEST, Set.of()));
    both.stream()
        .map(Sample::id)
        .sorted()
        .findFirst()
        .ifPresent(
            image -> {
              throw new DatasetException(
                  "%s of %s has image %s in its test and in its seen part; an image that is like the training images is seen, any other is tested."
                      .formatted(fold, path, image));
            });
  }

  /** What is seen is compared with the test of the same patients. */
  private void requireTested(String fold, Map<Part, List<Sample>> parts) {
    Set<String> others = patients(of(parts, Part.SEEN));
    others.removeAll(patients(of(parts, Part.TEST)));
    if (!others.isEmpty()) {
      throw new DatasetException(
          "%s of %s has patient %s in its seen part and not in its test part; seen are other images of the patients who are tested."
              .formatted(fold, path, others.iterator().next()));
    }
  }

  /** Patients in both parts: an error, or their images leave the second part. */
  private void resolve(
      FoldPlanBuilder plan, String fold, Map<Part, List<Sample>> parts, Part kept, Part dropped) {
    Set<String> shared = patients(of(parts, kept));
    shared.retainAll(patients(of(parts, dropped)));
    if (shared.isEmpty()) {
      return;
    }
    String who = shared.stream().limit(5).collect(Collectors.joining(", "));
    if (!drop) {
      throw new DatasetException(
          ("%s of %s has patient %s in its %s and in its %s part; mend the file, or set"
                  + " protocol.on-overlap to drop to leave out that patient's %s images.")
              .formatted(fold, path, who, kept.label(), dropped.label(), dropped.label()));
    }
    Map<Boolean, List<Sample>> split =
        of(parts, dropped).stream()
            .collect(Collectors.partitioningBy(sample -> shared.contains(sample.patient())));
    parts.put(dropped, new ArrayList<>(split.getOrDefault(false, List.of())));
    plan.note(
        "%s: %d %s images of patient %s were dropped, because the patient is in the %s part too."
            .formatted(
                fold,
                split.getOrDefault(true, List.of()).size(),
                dropped.label(),
                who,
                kept.label()));
  }

  private void carve(Dataset dataset, Map<Part, List<Sample>> parts) {
    List<Sample> training = of(parts, Part.TRAINING);
    if (training.isEmpty()) {
      return;
    }
    Strata strata = Strata.of(training, dataset, SampleField.MAGNIFICATION);
    PatientSplit split = PatientSplits.carve(strata, validation, seed);
    parts.put(Part.TRAINING, PatientSplit.images(training, split.training()));
    parts.put(Part.VALIDATION, PatientSplit.images(training, split.validation()));
  }

  private static List<Sample> of(Map<Part, List<Sample>> parts, Part part) {
    return parts.getOrDefault(part, List.of());
  }

  private static Set<String> patients(List<Sample> samples) {
    return samples.stream().map(Sample::patient).collect(Collectors.toCollection(TreeSet::new));
  }
}
