package org.parfocal.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Patient-disjoint training, validation and test samples. A fold in which a patient stands in two
 * parts cannot be constructed; {@link Part#TEST} and {@link Part#SEEN} share their patients by
 * definition.
 *
 * @param name unique in the study; names a folder, for example {@code 200X}, {@code 200X-3} or, in
 *     the second repeat, {@code 200X-r2-3}
 * @param pool folds of one repeat whose test predictions are scored together have one pool, for
 *     example {@code 200X}; equal to the name where nothing is pooled or repeated. Other repeats
 *     have the same pools
 * @param repeat from 1: which of the protocol's splits of the patients this fold is of. Within a
 *     repeat a patient is tested once in a pool; several repeats test the same patients again
 * @param field whose values the protocol holds out or sets against each other: tables and scores
 *     are broken down by it; {@link SampleField#MAGNIFICATION} unless the protocol says otherwise
 * @param training not empty
 * @param validation may be empty: then nothing is selected
 * @param test not empty; besides samples of the data set it may hold them at other scales, as
 *     samples of other ids and µm per pixel whose image has theirs as its {@linkplain
 *     ImageSource#origin() origin}
 * @param seen samples of test patients that are like the training samples; may be empty
 */
public record Fold(
    String name,
    String pool,
    int repeat,
    SampleField field,
    List<Sample> training,
    List<Sample> validation,
    List<Sample> test,
    List<Sample> seen) {
  public Fold {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
    seen = List.copyOf(seen);
    if (name.isBlank() || pool.isBlank()) {
      throw new IllegalArgumentException("a fold needs a name and a pool");
    }
    if (repeat < 1) {
      throw new IllegalArgumentException("fold " + name + " is of repeat " + repeat);
    }
    if (training.isEmpty() || test.isEmpty()) {
      throw new IllegalArgumentException("fold " + name + " has no training or no test samples");
    }
    requireDisjoint(name, Part.TRAINING, training, Part.VALIDATION, validation);
    requireDisjoint(name, Part.TRAINING, training, Part.TEST, test);
    requireDisjoint(name, Part.TRAINING, training, Part.SEEN, seen);
    requireDisjoint(name, Part.VALIDATION, validation, Part.TEST, test);
    requireDisjoint(name, Part.VALIDATION, validation, Part.SEEN, seen);
  }

  /** A fold of a protocol that splits the patients once. */
  public Fold(
      String name,
      String pool,
      SampleField field,
      List<Sample> training,
      List<Sample> validation,
      List<Sample> test,
      List<Sample> seen) {
    this(name, pool, 1, field, training, validation, test, seen);
  }

  /** A fold of a protocol that varies the magnification, or no field. */
  public Fold(
      String name,
      String pool,
      List<Sample> training,
      List<Sample> validation,
      List<Sample> test,
      List<Sample> seen) {
    this(name, pool, SampleField.MAGNIFICATION, training, validation, test, seen);
  }

  /** The same fold with the validation samples among those of training, behind them. */
  public Fold refitted() {
    List<Sample> both = new ArrayList<>(training);
    both.addAll(validation);
    return with(both, List.of(), test, seen);
  }

  /** The same fold with other samples. */
  public Fold with(
      List<Sample> newTraining,
      List<Sample> newValidation,
      List<Sample> newTest,
      List<Sample> newSeen) {
    return new Fold(name, pool, repeat, field, newTraining, newValidation, newTest, newSeen);
  }

  /**
   * What a pool, or a fold's name before its number, is called in a repeat: the first repeat has
   * the plain name, so that what is done stays when others are added; the second {@code 200X-r2}.
   */
  public static String named(String pool, int repeat) {
    return repeat == 1 ? pool : pool + "-r" + repeat;
  }

  /** The patients of one part, by name. */
  public Set<String> patients(Part part) {
    return patients(part(part));
  }

  /** The samples of one part. */
  public List<Sample> part(Part part) {
    return switch (part) {
      case TRAINING -> training;
      case VALIDATION -> validation;
      case TEST -> test;
      case SEEN -> seen;
    };
  }

  private static void requireDisjoint(
      String fold, Part first, List<Sample> one, Part second, List<Sample> other) {
    Set<String> shared = patients(one);
    shared.retainAll(patients(other));
    if (!shared.isEmpty()) {
      throw new PatientOverlapException(fold, first, second, shared);
    }
  }

  private static Set<String> patients(List<Sample> samples) {
    return samples.stream().map(Sample::patient).collect(Collectors.toCollection(TreeSet::new));
  }
}
