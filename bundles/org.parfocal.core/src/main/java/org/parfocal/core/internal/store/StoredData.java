package org.parfocal.core.internal.store;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.Part;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.StudyData;

/**
 * What {@code plan.json} says of the data of some variants.
 *
 * @param variants names
 * @param dataset name
 * @param manifest of the data set
 * @param samples number of images
 * @param patients number of patients
 * @param licence of the data set, or empty
 * @param classes in label order
 * @param field that the protocol varies
 * @param domains its values among the images, in their order
 * @param folds that can be used
 * @param unusable folds that cannot
 * @param skipped unreadable images that stand in no fold
 * @param notes of the data set and the protocol
 * @param inner folds within the training parts of others, by which options are chosen
 */
public record StoredData(
    List<String> variants,
    String dataset,
    String manifest,
    int samples,
    int patients,
    String licence,
    List<String> classes,
    SampleField field,
    List<String> domains,
    List<StoredFold> folds,
    List<UnusableFold> unusable,
    List<Unreadable> skipped,
    List<String> notes,
    List<StoredInner> inner) {
  /**
   * A fold by which an option is chosen for another one.
   *
   * @param name of the inner fold
   * @param outer name of the fold that it is within
   */
  public record StoredInner(String name, String outer) {}

  /**
   * A fold.
   *
   * @param name fold name
   * @param pool as {@link Fold#pool()}
   * @param repeat as {@link Fold#repeat()}
   * @param trained domains of its training part
   * @param tested domains of its test part
   * @param seen whether it has a seen part
   * @param trainingPatients how many patients are trained on
   * @param testPatients how many are tested
   */
  public record StoredFold(
      String name,
      String pool,
      int repeat,
      List<String> trained,
      List<String> tested,
      boolean seen,
      int trainingPatients,
      int testPatients) {
    static StoredFold of(Fold fold) {
      return new StoredFold(
          fold.name(),
          fold.pool(),
          fold.repeat(),
          fold.field().values(fold.training()),
          fold.field().values(fold.test()),
          !fold.seen().isEmpty(),
          fold.patients(Part.TRAINING).size(),
          fold.patients(Part.TEST).size());
    }

    /** What is scored together of its pool: the folds of its repeat. */
    public String scored() {
      return Fold.named(pool, repeat);
    }
  }

  /** What is kept of them. */
  static StoredData of(StudyData data, List<Unreadable> skipped) {
    List<String> notes = new ArrayList<>(data.dataset().warnings());
    notes.addAll(data.folds().notes());
    SampleField field = data.folds().field();
    return new StoredData(
        data.variants(),
        data.dataset().name(),
        data.dataset().manifest(),
        data.dataset().samples().size(),
        (int) data.dataset().samples().stream().map(Sample::patient).distinct().count(),
        data.dataset().licence(),
        data.dataset().classes(),
        field,
        field.values(data.dataset().samples()),
        data.folds().folds().stream().map(StoredFold::of).toList(),
        data.folds().unusable(),
        List.copyOf(skipped),
        notes,
        data.inner().stream()
            .map(inner -> new StoredInner(inner.fold().name(), inner.outer()))
            .toList());
  }

  /** The same data of other variants. */
  public StoredData of(List<String> others) {
    return new StoredData(
        others, dataset, manifest, samples, patients, licence, classes, field, domains, folds,
        unusable, skipped, notes, inner);
  }

  /** The repeat of a fold or an inner fold. */
  public int repeat(String name) {
    return inner.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .map(one -> fold(one.outer()).repeat())
        .orElseGet(() -> fold(name).repeat());
  }

  /** The fold of this name. */
  public StoredFold fold(String name) {
    return folds.stream()
        .filter(fold -> fold.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no fold of this plan: " + name));
  }

  /** Folds that can be used and are {@linkplain StoredFold#scored() scored together}. */
  public List<StoredFold> pool(String scored) {
    return folds.stream().filter(fold -> fold.scored().equals(scored)).toList();
  }

  /** Folds that cannot be made of those that are scored together. */
  public List<UnusableFold> unusableIn(String scored) {
    return unusable.stream()
        .filter(fold -> Fold.named(fold.pool(), fold.repeat()).equals(scored))
        .toList();
  }

  /** Into how many repeats the folds fall. */
  public int repeats() {
    return folds.stream().mapToInt(StoredFold::repeat).max().orElse(1);
  }

  /** What is scored together of all folds, in their order: each pool in each repeat. */
  public List<String> scored() {
    return folds.stream().map(StoredFold::scored).distinct().toList();
  }

  /** What is scored together of a pool: one name for each repeat. */
  public List<String> scored(String pool) {
    return folds.stream()
        .filter(fold -> fold.pool().equals(pool))
        .map(StoredFold::scored)
        .distinct()
        .toList();
  }

  /** Pools with a fold that can be used, in the order of their folds. */
  public List<String> pools() {
    return folds.stream().map(StoredFold::pool).distinct().toList();
  }

  /** Whether what is {@linkplain #scored() scored} together is more than one fold. */
  public boolean pooled(String scored) {
    List<StoredFold> members = pool(scored);
    return members.size() > 1 || !members.isEmpty() && !members.get(0).name().equals(scored);
  }

  /** Whether folds hold a domain out and score what training saw beside it. */
  public boolean holdsOut() {
    return folds.stream().anyMatch(StoredFold::seen)
        && folds.stream().allMatch(fold -> fold.tested().equals(List.of(fold.pool())));
  }

  /** Whether each fold trains on one domain alone, and is tested on the others. */
  public boolean trainsAlone() {
    return folds.stream().anyMatch(StoredFold::seen)
        && folds.stream().allMatch(fold -> fold.trained().equals(List.of(fold.pool())))
        && folds.stream().noneMatch(fold -> fold.tested().contains(fold.pool()));
  }
}
