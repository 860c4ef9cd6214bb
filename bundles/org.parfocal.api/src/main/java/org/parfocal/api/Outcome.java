package org.parfocal.api;

import java.util.List;
import java.util.Optional;

/**
 * What metrics read: the stored predictions of one fold, or of several folds of one group pooled.
 *
 * @param variant the variant's name
 * @param name fold or group name
 * @param seed the jobs' seed
 * @param classes class names in label order; with two classes the second is the positive one
 * @param predictions of all parts, the training samples themselves included (as they are, without
 *     made-up images); where folds are pooled each prediction tells its {@link Prediction#fold()},
 *     so that what is fixed on validation is fixed per fold
 * @param embeddings what the decisions were made on; empty where the model has none, and where
 *     folds are pooled: the spaces of two trainings have nothing in common
 */
public record Outcome(
    String variant,
    String name,
    long seed,
    List<String> classes,
    List<Prediction> predictions,
    Optional<Embeddings> embeddings) {
  public Outcome {
    classes = List.copyOf(classes);
    predictions = List.copyOf(predictions);
  }

  /** An outcome without embeddings. */
  public Outcome(
      String variant, String name, long seed, List<String> classes, List<Prediction> predictions) {
    this(variant, name, seed, classes, predictions, Optional.empty());
  }

  /** The predictions of one part. */
  public List<Prediction> part(Part part) {
    return predictions.stream().filter(prediction -> prediction.part() == part).toList();
  }
}
