package org.parfocal.model.dsml.internal;

import java.util.List;
import java.util.SortedMap;

/** Scores places as one: every image of a place gets the place's fused probabilities. */
final class PlaceScores {
  private PlaceScores() {}

  /**
   * Changes the probabilities of the places' rows.
   *
   * @param places as {@link Places} finds them
   * @param representations {@code [n, k]} row-major
   * @param probabilities {@code [n, classes]} row-major, what each image says by itself
   */
  static void fuse(
      List<? extends SortedMap<Integer, List<Integer>>> places,
      Fusion fusion,
      double[] representations,
      double[] probabilities,
      int classes) {
    int width = representations.length / (probabilities.length / classes);
    for (SortedMap<Integer, List<Integer>> place : places) {
      double[] fused =
          fusion.fuse(
              place.values().stream()
                  .map(
                      rows ->
                          new Fusion.View(
                              mean(probabilities, rows, classes),
                              mean(representations, rows, width)))
                  .toList());
      for (List<Integer> rows : place.values()) {
        for (int row : rows) {
          System.arraycopy(fused, 0, probabilities, row * classes, classes);
        }
      }
    }
  }

  /** Several images of a place at one magnification count as one. */
  private static double[] mean(double[] values, List<Integer> rows, int length) {
    double[] mean = new double[length];
    for (int row : rows) {
      for (int k = 0; k < length; k++) {
        mean[k] += values[row * length + k] / rows.size();
      }
    }
    return mean;
  }
}
