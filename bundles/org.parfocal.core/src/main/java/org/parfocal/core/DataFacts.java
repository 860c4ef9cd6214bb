package org.parfocal.core;

import java.util.List;

/**
 * What a study's plan tells of the data and folds of some variants.
 *
 * @param variants their names
 * @param dataset its name
 * @param manifest of the data set: equal ones hold the same images
 * @param licence of the data set, or empty
 * @param classes in label order
 * @param samples number of images
 * @param patients number of patients
 * @param field that the protocol varies, such as {@code magnification}
 * @param domains its values among the images, in their order
 * @param holdsOut whether each fold holds one of them out, and scores what training saw beside it
 * @param folds that can be used
 * @param unusable folds that cannot, one sentence each
 * @param skipped unreadable images that stand in no fold, one sentence each
 * @param notes of the data set and the protocol
 */
public record DataFacts(
    List<String> variants,
    String dataset,
    String manifest,
    String licence,
    List<String> classes,
    int samples,
    int patients,
    String field,
    List<String> domains,
    boolean holdsOut,
    List<FoldFacts> folds,
    List<String> unusable,
    List<String> skipped,
    List<String> notes) {
  public DataFacts {
    variants = List.copyOf(variants);
    classes = List.copyOf(classes);
    domains = List.copyOf(domains);
    folds = List.copyOf(folds);
    unusable = List.copyOf(unusable);
    skipped = List.copyOf(skipped);
    notes = List.copyOf(notes);
  }

  /**
   * A fold.
   *
   * @param name of the fold
   * @param pool what it is called together with folds whose predictions are scored with its own
   * @param trained domains of its training part
   * @param tested domains of its test part
   * @param trainingPatients how many patients are trained on
   * @param testPatients how many are tested
   */
  public record FoldFacts(
      String name,
      String pool,
      List<String> trained,
      List<String> tested,
      int trainingPatients,
      int testPatients) {
    public FoldFacts {
      trained = List.copyOf(trained);
      tested = List.copyOf(tested);
    }
  }
}
