package org.parfocal.model.dsml.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.parfocal.api.Sample;

/**
 * The places among samples that were seen at enough magnifications to be judged as one. A sample
 * without a place, or at a magnification that was not trained on, belongs to none: what is said of
 * an unseen magnification must not come from the seen ones.
 */
final class Places {
  private Places() {}

  /**
   * Finds them, in the order of their first samples.
   *
   * @param least magnifications that a place must have
   * @return rows of each place by index of the magnification
   */
  static List<TreeMap<Integer, List<Integer>>> of(List<Sample> samples, Scales scales, int least) {
    Map<Key, TreeMap<Integer, List<Integer>>> places = new LinkedHashMap<>();
    for (int row = 0; row < samples.size(); row++) {
      Sample sample = samples.get(row);
      String place = sample.place();
      OptionalInt magnification = scales.known(sample);
      if (place != null && magnification.isPresent()) {
        places
            .computeIfAbsent(new Key(sample.patient(), place), key -> new TreeMap<>())
            .computeIfAbsent(magnification.getAsInt(), m -> new ArrayList<>())
            .add(row);
      }
    }
    return places.values().stream().filter(place -> place.size() >= least).toList();
  }

  /** Names of places need only be unique within a patient. */
  private record Key(String patient, String place) {}
}
