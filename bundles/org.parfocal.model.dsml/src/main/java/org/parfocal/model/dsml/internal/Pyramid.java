package org.parfocal.model.dsml.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Sample;

/**
 * One image of each training magnification that belong together: those of one place, or, where
 * places are unknown, the first of a patient's images of a class.
 *
 * @param patient whom it is of
 * @param place null if unknown
 * @param label class of all of its images
 * @param rows index of the image at each magnification, in order
 */
record Pyramid(String patient, @Nullable String place, int label, List<Integer> rows) {
  /** The complete pyramids among samples, in the order of their first images. */
  static List<Pyramid> among(List<Sample> samples, Scales scales) {
    Map<Key, TreeMap<Integer, Integer>> rows = new LinkedHashMap<>();
    for (int row = 0; row < samples.size(); row++) {
      Sample sample = samples.get(row);
      OptionalInt magnification = scales.known(sample);
      if (magnification.isPresent()) {
        rows.computeIfAbsent(
                new Key(sample.patient(), sample.place(), sample.label()), key -> new TreeMap<>())
            .putIfAbsent(magnification.getAsInt(), row);
      }
    }
    return rows.entrySet().stream()
        .filter(entry -> entry.getValue().size() == scales.count())
        .map(entry -> entry.getKey().pyramid(List.copyOf(entry.getValue().values())))
        .toList();
  }

  private record Key(String patient, @Nullable String place, int label) {
    Pyramid pyramid(List<Integer> rows) {
      return new Pyramid(patient, place, label, rows);
    }
  }
}
