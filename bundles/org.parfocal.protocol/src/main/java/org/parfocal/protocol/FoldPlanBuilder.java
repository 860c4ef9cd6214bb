package org.parfocal.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;

/** Collects the folds of a protocol, and says of each why it cannot be used or what it lacks. */
public final class FoldPlanBuilder {
  private static final int NAMED = 3;

  private final Dataset dataset;
  private final SampleField field;
  private final boolean validationWanted;
  private final List<Fold> folds = new ArrayList<>();
  private final List<UnusableFold> unusable = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  // By what they lack, the folds.
  private final Map<String, List<String>> gaps = new LinkedHashMap<>();

  /**
   * Of a protocol's folds.
   *
   * @param field as {@link Fold#field()}
   * @param validationWanted whether a fold without validation part deserves a note
   */
  public FoldPlanBuilder(Dataset dataset, SampleField field, boolean validationWanted) {
    this.dataset = dataset;
    this.field = field;
    this.validationWanted = validationWanted;
  }

  /** Adds a sentence that a reader of the results should know. */
  public void note(String sentence) {
    notes.add(sentence);
  }

  /** Adds a fold that divides these samples by patient alone: nothing is held out besides. */
  public void add(String name, String pool, PatientSplit split, List<Sample> samples) {
    add(
        name,
        pool,
        split.repeat(),
        PatientSplit.images(samples, split.training()),
        PatientSplit.images(samples, split.validation()),
        PatientSplit.images(samples, split.test()),
        List.of());
  }

  /** Adds a fold of the only repeat. */
  public void add(
      String name,
      String pool,
      List<Sample> training,
      List<Sample> validation,
      List<Sample> test,
      List<Sample> seen) {
    add(name, pool, 1, training, validation, test, seen);
  }

  /** Adds a fold, or the reason why there is none; what it is of is said as in {@link Fold}. */
  public void add(
      String name,
      String pool,
      int repeat,
      List<Sample> training,
      List<Sample> validation,
      List<Sample> test,
      List<Sample> seen) {
    List<String> untrained = missing(training);
    if (test.isEmpty()) {
      reject(name, pool, repeat, "no test patient has an image there");
    } else if (training.isEmpty()) {
      reject(name, pool, repeat, "no training patient has an image to train on");
    } else if (!untrained.isEmpty()) {
      reject(
          name,
          pool,
          repeat,
          "its training part (%d images of %d patients) holds no image of class %s"
              .formatted(training.size(), patients(training), String.join(", ", untrained)));
    } else {
      noteGaps(name, validation, test);
      folds.add(new Fold(name, pool, repeat, field, training, validation, test, seen));
    }
  }

  private void reject(String name, String pool, int repeat, String reason) {
    unusable.add(new UnusableFold(name, pool, repeat, reason));
  }

  private void noteGaps(String name, List<Sample> validation, List<Sample> test) {
    if (validation.isEmpty()) {
      if (validationWanted) {
        gap("validation part, so nothing is selected there", name);
      }
    } else if (!missing(validation).isEmpty()) {
      gap(
          "%s image in the validation part, so what is selected there is weak"
              .formatted(String.join(" or ", missing(validation))),
          name);
    }
    if (!missing(test).isEmpty()) {
      gap(
          "%s image in the test part, so scores that need every class are undefined"
              .formatted(String.join(" or ", missing(test))),
          name);
    }
  }

  private void gap(String lacking, String fold) {
    gaps.computeIfAbsent(lacking, of -> new ArrayList<>()).add(fold);
  }

  private static String said(String lacking, List<String> folds) {
    String more = folds.size() > NAMED ? " and %d more".formatted(folds.size() - NAMED) : "";
    return "%s %s%s %s no %s."
        .formatted(
            folds.size() == 1 ? "Fold" : "Folds",
            String.join(", ", folds.subList(0, Math.min(NAMED, folds.size()))),
            more,
            folds.size() == 1 ? "has" : "have",
            lacking);
  }

  /**
   * The plan.
   *
   * @throws DatasetException if no fold can be used
   */
  public FoldPlan plan() {
    if (folds.isEmpty()) {
      String reasons =
          unusable.stream()
              .limit(5)
              .map(fold -> "fold " + fold.name() + ": " + fold.reason())
              .collect(Collectors.joining("; "));
      throw new DatasetException(
          "No fold of data set %s can be used (%s). Add patients, or choose other shares."
              .formatted(dataset.name(), reasons.isEmpty() ? "there is none" : reasons));
    }
    List<String> all = new ArrayList<>(notes);
    gaps.forEach((lacking, of) -> all.add(said(lacking, of)));
    return new FoldPlan(folds, unusable, all);
  }

  private List<String> missing(List<Sample> samples) {
    Set<Integer> present = samples.stream().map(Sample::label).collect(Collectors.toSet());
    return IntStream.range(0, dataset.classes().size())
        .filter(label -> !present.contains(label))
        .mapToObj(label -> dataset.classes().get(label))
        .toList();
  }

  private static long patients(List<Sample> samples) {
    return samples.stream().map(Sample::patient).distinct().count();
  }
}
