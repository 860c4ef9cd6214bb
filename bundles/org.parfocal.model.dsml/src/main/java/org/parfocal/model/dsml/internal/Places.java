package org.parfocal.model.dsml.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Sample;

/**
 * The places among samples that were seen at enough magnifications to be scored as one: every image
 * of a place gets the place's fused probabilities. A sample without a place, or at a magnification
 * that was not trained on, belongs to none: what is said of an unseen magnification must not come
 * from the seen ones.
 */
final class Places {
  private Places() {}

  /**
   * Finds them, in the order of their first samples. Names of places need only be unique within a
   * patient.
   *
   * @param least magnifications that a place must have
   * @return rows of each place by index of the magnification
   */
  static List<SortedMap<Integer, List<Integer>>> of(
      List<Sample> samples, Scales scales, int least) {
    return grouped(
            samples,
            scales,
            sample -> sample.place() == null ? null : List.of(sample.patient(), sample.place()))
        .values()
        .stream()
        .filter(place -> place.size() >= least)
        .toList();
  }

  /**
   * Groups the samples at training magnifications, in the order of their first samples.
   *
   * @param key of a sample's group; null if it belongs to none
   * @return rows of each group by index of the magnification
   */
  static <K> Map<K, SortedMap<Integer, List<Integer>>> grouped(
      List<Sample> samples, Scales scales, Function<Sample, @Nullable K> key) {
    Map<K, SortedMap<Integer, List<Integer>>> groups = new LinkedHashMap<>();
    for (int row = 0; row < samples.size(); row++) {
      OptionalInt magnification = scales.known(samples.get(row));
      K group = key.apply(samples.get(row));
      if (group != null && magnification.isPresent()) {
        groups
            .computeIfAbsent(group, k -> new TreeMap<>())
            .computeIfAbsent(magnification.getAsInt(), m -> new ArrayList<>())
            .add(row);
      }
    }
    return groups;
  }

  /**
   * Changes the probabilities of the places' rows.
   *
   * @param places as {@link #of} finds them
   * @param representations {@code [n, k]} row-major
   * @param probabilities {@code [n, classes]} row-major, what each image says by itself
   */
  static void fuse(
      List<SortedMap<Integer, List<Integer>>> places,
      Fusion fusion,
      double[] representations,
      double[] probabilities,
      int classes) {
    int width = representations.length / (probabilities.length / classes);
    for (SortedMap<Integer, List<Integer>> place : places) {
      List<Fusion.View> views =
          place.values().stream()
              .map(
                  rows ->
                      new Fusion.View(
                          mean(probabilities, rows, classes), mean(representations, rows, width)))
              .toList();
      double[] fused = fusion.fuse(views);
      place.values().stream()
          .flatMap(List::stream)
          .forEach(row -> System.arraycopy(fused, 0, probabilities, row * classes, classes));
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
