package org.parfocal.api;

import java.util.List;

/**
 * What a protocol made of a data set.
 *
 * @param folds that can be trained and scored
 * @param unusable folds that the protocol asks for and the data cannot give
 */
public record FoldPlan(List<Fold> folds, List<UnusableFold> unusable) {
  public FoldPlan {
    folds = List.copyOf(folds);
    unusable = List.copyOf(unusable);
  }

  /**
   * A fold that cannot be made.
   *
   * @param name as {@link Fold#name()}
   * @param reason one sentence
   */
  public record UnusableFold(String name, String reason) {}
}
