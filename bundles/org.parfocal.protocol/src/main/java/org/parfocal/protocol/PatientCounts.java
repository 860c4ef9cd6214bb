package org.parfocal.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.parfocal.api.Sample;

/**
 * How many images of each stratum each patient holds. The strata are the classes, followed by every
 * pair of class and domain: a patient may hold images of several of them.
 *
 * @param patients in the order of their names, so that the order of the samples does not matter
 * @param counts patient → stratum → images; columns 0 to {@code classes − 1} are the classes
 * @param classes how many of the strata are classes
 */
@SuppressWarnings("ArrayRecordComponent") // counted in the inner loop of the partition
record PatientCounts(List<String> patients, int[][] counts, int classes) {
  static PatientCounts of(Strata divided) {
    int classes = divided.classes();
    Map<String, Integer> cells = new HashMap<>();
    Map<String, List<Integer>> strata = new TreeMap<>();
    for (Sample sample : divided.samples()) {
      String cell = sample.label() + "/" + divided.field().value(sample);
      int column = classes + cells.computeIfAbsent(cell, key -> cells.size());
      List<Integer> columns =
          strata.computeIfAbsent(sample.patient(), patient -> new ArrayList<>());
      columns.add(sample.label());
      columns.add(column);
    }
    int[][] counts = new int[strata.size()][classes + cells.size()];
    int row = 0;
    for (List<Integer> columns : strata.values()) {
      for (int column : columns) {
        counts[row][column]++;
      }
      row++;
    }
    return new PatientCounts(List.copyOf(strata.keySet()), counts, classes);
  }

  int size() {
    return patients.size();
  }

  int strata() {
    return size() == 0 ? 0 : counts[0].length;
  }

  /** Images of each stratum over all patients. */
  int[] totals() {
    int[] totals = new int[strata()];
    for (int[] row : counts) {
      for (int stratum = 0; stratum < row.length; stratum++) {
        totals[stratum] += row[stratum];
      }
    }
    return totals;
  }

  /** Images of one patient. */
  int images(int patient) {
    int sum = 0;
    for (int label = 0; label < classes; label++) {
      sum += counts[patient][label];
    }
    return sum;
  }
}
