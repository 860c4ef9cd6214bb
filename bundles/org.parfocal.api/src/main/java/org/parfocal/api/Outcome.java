package org.parfocal.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What metrics read: the stored predictions of one fold, or of the folds of one pool together.
 *
 * @param variant the variant's name
 * @param name fold or pool name
 * @param seed the jobs' seed
 * @param repeat of the protocol's split of the patients, {@link Fold#repeat()}: outcomes of one
 *     seed and repeat test other patients, those of two repeats the same patients again
 * @param field that the protocol varies, of which predictions tell their {@linkplain
 *     Prediction#domain() values}
 * @param classes class names in label order; with two classes the second is the positive one
 * @param predictions of all parts, the training samples themselves included (as they are, without
 *     generated images); where folds are pooled each prediction tells its {@link
 *     Prediction#fold()}, so that what is fixed on validation is fixed per fold
 * @param embeddings what the decisions were made on; empty where the model has none, and where
 *     folds are pooled: the spaces of two trainings have nothing in common
 * @param values of the fields of the tested samples
 */
public record Outcome(
    String variant,
    String name,
    long seed,
    int repeat,
    SampleField field,
    List<String> classes,
    List<Prediction> predictions,
    Optional<Embeddings> embeddings,
    SampleValues values) {
  public Outcome {
    classes = List.copyOf(classes);
    predictions = List.copyOf(predictions);
  }

  /** An outcome of which nothing is known beside its predictions and embeddings. */
  public Outcome(
      String variant,
      String name,
      long seed,
      SampleField field,
      List<String> classes,
      List<Prediction> predictions,
      Optional<Embeddings> embeddings) {
    this(variant, name, seed, 1, field, classes, predictions, embeddings, SampleValues.NONE);
  }

  /** An outcome of a protocol that varies the magnification, without embeddings. */
  public Outcome(
      String variant, String name, long seed, List<String> classes, List<Prediction> predictions) {
    this(variant, name, seed, SampleField.MAGNIFICATION, classes, predictions, Optional.empty());
  }

  /** The predictions of one part. */
  public List<Prediction> part(Part part) {
    return predictions.stream().filter(prediction -> prediction.part() == part).toList();
  }

  /** How many patients one part has: for example those of training and test of a fold. */
  public int patients(Part part) {
    return (int) part(part).stream().map(Prediction::patient).distinct().count();
  }

  /** The same with some of its predictions, or others, and without embeddings. */
  public Outcome with(List<Prediction> others) {
    return new Outcome(
        variant, name, seed, repeat, field, classes, others, Optional.empty(), values);
  }

  /**
   * What is left if this is judged by one part alone: its predictions as those of the test, and the
   * validation part, on which thresholds are fixed. No other sample can have a say.
   */
  public Outcome judgedBy(Part judge) {
    List<Prediction> left = new ArrayList<>();
    part(judge).forEach(prediction -> left.add(prediction.as(Part.TEST)));
    left.addAll(part(Part.VALIDATION));
    return new Outcome(
        variant, name, seed, repeat, field, classes, left, Optional.empty(), SampleValues.NONE);
  }

  /** The same with the values of another field of the tested samples as their domains. */
  public Outcome by(SampleField other) {
    Map<String, String> known = values.of(other);
    return new Outcome(
        variant,
        name,
        seed,
        repeat,
        other,
        classes,
        predictions.stream()
            .map(prediction -> prediction.in(known.get(prediction.sample())))
            .toList(),
        embeddings,
        values);
  }

  /**
   * These predictions by domain, in the order of {@link SampleField}; unknown ones are left out.
   */
  public static SortedMap<String, List<Prediction>> byDomain(List<Prediction> predictions) {
    SortedMap<String, List<Prediction>> domains = new TreeMap<>(SampleField.ORDER);
    for (Prediction prediction : predictions) {
      String domain = prediction.domain();
      if (domain != null) {
        domains.computeIfAbsent(domain, name -> new ArrayList<>()).add(prediction);
      }
    }
    return domains;
  }
}
