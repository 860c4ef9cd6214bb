package org.parfocal.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Cross-validation folds that never split a patient and hold the classes in about equal shares.
 *
 * <p>Patients are dealt, those with most rows first, those of one size in an order drawn by the
 * seed, each to the fold where {@code Σ (share of a class's rows in the fold)²} grows least, then
 * to the one with the fewest rows. The result depends on which rows belong together and on the
 * seed, not on the order of the rows.
 */
public final class PatientFolds {
  private final int[] foldOf;
  private final int count;

  private PatientFolds(int[] foldOf, int count) {
    this.foldOf = foldOf;
    this.count = count;
  }

  /**
   * Makes folds.
   *
   * @param patients one for each row
   * @param labels one for each row, from 0
   * @param folds how many are wanted, at least 2; there are never more than patients
   * @param seed of the order of patients of one size
   * @throws IllegalArgumentException if there are fewer than two patients
   */
  public static PatientFolds of(List<String> patients, int[] labels, int folds, long seed) {
    int classes = IntStream.of(labels).max().orElse(0) + 1;
    Map<String, int[]> counts = new TreeMap<>();
    double[] total = new double[classes];
    for (int row = 0; row < labels.length; row++) {
      counts.computeIfAbsent(patients.get(row), patient -> new int[classes])[labels[row]]++;
      total[labels[row]]++;
    }
    int count = Math.min(folds, counts.size());
    if (count < 2) {
      throw new IllegalArgumentException("cross-validation needs at least two folds and patients");
    }
    Map<String, Integer> dealt = deal(counts, total, count, seed);
    int[] foldOf = patients.stream().mapToInt(patient -> dealt.getOrDefault(patient, 0)).toArray();
    return new PatientFolds(foldOf, count);
  }

  private static Map<String, Integer> deal(
      Map<String, int[]> counts, double[] total, int folds, long seed) {
    List<String> order = new ArrayList<>(counts.keySet());
    Collections.shuffle(order, new Random(seed));
    order.sort(Comparator.comparingInt(patient -> -IntStream.of(count(counts, patient)).sum()));
    double[][] held = new double[folds][total.length];
    double[] rows = new double[folds];
    Map<String, Integer> dealt = new TreeMap<>();
    for (String patient : order) {
      int[] count = count(counts, patient);
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int fold = 0; fold < folds; fold++) {
        double growth = growth(held[fold], count, total);
        if (growth < least || (growth == least && rows[fold] < rows[best])) {
          least = growth;
          best = fold;
        }
      }
      for (int label = 0; label < count.length; label++) {
        held[best][label] += count[label];
        rows[best] += count[label];
      }
      dealt.put(patient, best);
    }
    return dealt;
  }

  private static int[] count(Map<String, int[]> counts, String patient) {
    return counts.getOrDefault(patient, new int[0]);
  }

  /** How much the sum of squared shares grows. */
  private static double growth(double[] held, int[] count, double[] total) {
    double growth = 0;
    for (int label = 0; label < count.length; label++) {
      if (count[label] > 0) {
        double more = count[label] / total[label];
        growth += more * (2 * held[label] / total[label] + more);
      }
    }
    return growth;
  }

  /** The number of folds; none is empty. */
  public int count() {
    return count;
  }

  /** The fold that holds a row out. */
  public int foldOf(int row) {
    return foldOf[row];
  }

  /** The rows that a fold holds out, ascending. */
  public int[] heldOut(int fold) {
    return IntStream.range(0, foldOf.length).filter(row -> foldOf[row] == fold).toArray();
  }

  /** The rows that a fold trains on, ascending. */
  public int[] training(int fold) {
    return IntStream.range(0, foldOf.length).filter(row -> foldOf[row] != fold).toArray();
  }
}
