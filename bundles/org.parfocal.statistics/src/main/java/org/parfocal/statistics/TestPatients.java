package org.parfocal.statistics;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;

/**
 * The patients that an interval draws, and the class that fewest of them have images of: how far an
 * interval can be trusted depends on these ({@code docs/coverage.md}).
 *
 * @param count how many patients
 * @param fewest how many of them have images of the class that is rarest among those that occur
 * @param rarest its name; empty if classes are not told apart
 */
public record TestPatients(int count, int fewest, String rarest) {
  /** Whose classes are not told apart. */
  public TestPatients(int count) {
    this(count, count, "");
  }

  /**
   * Those of some predictions.
   *
   * @param classes names in label order
   */
  public static TestPatients of(Collection<Prediction> predictions, List<String> classes) {
    Set<String> all = new HashSet<>();
    Map<Integer, Set<String>> ofClasses = new TreeMap<>();
    for (Prediction prediction : predictions) {
      all.add(prediction.patient());
      ofClasses
          .computeIfAbsent(prediction.label(), label -> new HashSet<>())
          .add(prediction.patient());
    }
    TestPatients fewest = new TestPatients(all.size());
    for (Map.Entry<Integer, Set<String>> ofClass : ofClasses.entrySet()) {
      int patients = ofClass.getValue().size();
      if (patients < fewest.fewest) {
        fewest = new TestPatients(all.size(), patients, classes.get(ofClass.getKey()));
      }
    }
    return fewest;
  }

  /** Those of the test parts of some outcomes. */
  public static TestPatients of(List<Outcome> outcomes) {
    return of(
        outcomes.stream().flatMap(outcome -> outcome.part(Part.TEST).stream()).toList(),
        outcomes.get(0).classes());
  }

  /**
   * What the simulated coverage goes by: how many have the rarest class, but no more than half of
   * all, since patients who have both classes count once.
   */
  int ofEachClass() {
    return Math.min(fewest, count / 2);
  }

  /** In words: {@code 3 test patients, 1 of them benign}. */
  String words() {
    String all = count + (count == 1 ? " test patient" : " test patients");
    return fewest == count ? all : "%s, %d of class %s".formatted(all, fewest, rarest);
  }
}
