package org.parfocal.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows with what is to be read from them.
 *
 * @param rows {@code [rows][dimensions]}; not copied
 * @param labels one for each row, from 0
 * @param groups one for each row: what must stay together in cross-validation, for example patients
 */
@SuppressWarnings("ArrayRecordComponent") // Large: copies would cost more than they protect.
public record LabelledRows(double[][] rows, int[] labels, List<String> groups) {
  public LabelledRows {
    groups = List.copyOf(groups);
    if (rows.length != labels.length || rows.length != groups.size()) {
      throw new IllegalArgumentException(
          "%d rows, %d labels and %d groups".formatted(rows.length, labels.length, groups.size()));
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
    List<String> group = new ArrayList<>(indices.length);
    for (int i = 0; i < indices.length; i++) {
      selected[i] = rows[indices[i]];
      label[i] = labels[indices[i]];
      group.add(groups.get(indices[i]));
    }
    return new LabelledRows(selected, label, group);
  }

  /** The same labels and groups with other rows, for example standardised ones. */
  public LabelledRows with(double[][] others) {
    return new LabelledRows(others, labels, groups);
  }

  static boolean[] ofClass(int[] labels, int label) {
    boolean[] positive = new boolean[labels.length];
    for (int row = 0; row < labels.length; row++) {
      positive[row] = labels[row] == label;
    }
    return positive;
  }
}
