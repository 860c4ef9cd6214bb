package org.parfocal.api;

import java.util.List;

/**
 * What a protocol made of a data set.
 *
 * @param folds that can be trained and scored
 * @param unusable folds that the protocol asks for and the data cannot give
 * @param notes what a reader of the results should know of the folds, one sentence each, for
 *     example that a validation part lacks a class
 */
public record FoldPlan(List<Fold> folds, List<UnusableFold> unusable, List<String> notes) {
  public FoldPlan {
    folds = List.copyOf(folds);
    unusable = List.copyOf(unusable);
    notes = List.copyOf(notes);
  }

  /** A plan without notes. */
  public FoldPlan(List<Fold> folds, List<UnusableFold> unusable) {
    this(folds, unusable, List.of());
  }

  /** The field of the folds; {@link SampleField#MAGNIFICATION} if there is no fold. */
  public SampleField field() {
    return folds.isEmpty() ? SampleField.MAGNIFICATION : folds.get(0).field();
  }

  /**
   * A fold that cannot be made.
   *
   * @param name as {@link Fold#name()}
   * @param pool as {@link Fold#pool()}
   * @param repeat as {@link Fold#repeat()}
   * @param reason one sentence
   */
  public record UnusableFold(String name, String pool, int repeat, String reason) {
    /** One of a protocol that splits the patients once. */
    public UnusableFold(String name, String pool, String reason) {
      this(name, pool, 1, reason);
    }
  }
}
