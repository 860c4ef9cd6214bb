package org.parfocal.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows in which some dimensions tell the label, by so much, and the others are noise. */
final class Planted {
  private Planted() {}

  static LabelledRows rows(
      int rows,
      int dimensions,
      int telling,
      double strength,
      int classes,
      int patients,
      long seed) {
    Random random = new Random(seed);
    double[][] values = new double[rows][dimensions];
    int[] labels = new int[rows];
    List<String> patient = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      labels[row] = random.nextInt(classes);
      patient.add("g" + row % patients);
      for (int dimension = 0; dimension < dimensions; dimension++) {
        double mean = dimension < telling && labels[row] == dimension % classes ? strength : 0;
        values[row][dimension] = mean + random.nextGaussian();
      }
    }
    return new LabelledRows(values, labels, patient);
  }
}
