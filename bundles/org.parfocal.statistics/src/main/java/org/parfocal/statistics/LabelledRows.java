package org.parfocal.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows with what is to be read from them.
 *
 * @param rows {@code [rows][dimensions]}; not copied
 * @param labels one for each row, from 0
 * @param patients one for each row; their rows stay together in cross-validation
 */
@SuppressWarnings("ArrayRecordComponent") // Large: copies would cost more than they protect.
public record LabelledRows(double[][] rows, int[] labels, List<String> patients) {
  public LabelledRows {
    patients = List.copyOf(patients);
    if (rows.length != labels.length || rows.length != patients.size()) {
      throw new IllegalArgumentException(
          "%d rows, %d labels and %d patients"
              .formatted(rows.length, labels.length, patients.size()));
    }
  }

  /** The number of rows. */
  public int size() {
    return rows.length;
  }

  /** Some of the rows, in the order of the indices. */
  public LabelledRows select(int[] indices) {
    double[][] selected = new double[indices.length][];
    int[] label = new int[indices.length];
    List<String> patient = new ArrayList<>(indices.length);
    for (int i = 0; i < indices.length; i++) {
      selected[i] = rows[indices[i]];
      label[i] = labels[indices[i]];
      patient.add(patients.get(indices[i]));
    }
    return new LabelledRows(selected, label, patient);
  }

  /** The same labels and patients with other rows, for example standardised ones. */
  public LabelledRows with(double[][] others) {
    return new LabelledRows(others, labels, patients);
  }

  static boolean[] ofClass(int[] labels, int label) {
    boolean[] positive = new boolean[labels.length];
    for (int row = 0; row < labels.length; row++) {
      positive[row] = labels[row] == label;
    }
    return positive;
  }
}
