package org.parfocal.api;

import java.util.List;

/**
 * What metrics read: the stored predictions of one fold, or of several folds of one group pooled.
 *
 * @param variant the variant's name
 * @param name fold or group name
 * @param seed the jobs' seed
 * @param classes class names in label order; with two classes the second is the positive one
 * @param predictions of the validation, test and seen parts; where folds are pooled each prediction
 *     tells its {@link Prediction#fold()}, so that what is fixed on validation is fixed per fold
 */
public record Outcome(
    String variant, String name, long seed, List<String> classes, List<Prediction> predictions) {
  public Outcome {
    classes = List.copyOf(classes);
    predictions = List.copyOf(predictions);
  }

  /** The predictions of one part. */
  public List<Prediction> part(Part part) {
    return predictions.stream().filter(prediction -> prediction.part() == part).toList();
  }
}
