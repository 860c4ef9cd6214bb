package org.parfocal.statistics;

import java.util.ArrayList;
import java.util.List;

/** Every way to draw as many patients as there are, with replacement, whatever their order. */
final class PatientDraws {
  private static final long MANY = 1_000_000;

  private PatientDraws() {}

  /** How many there are: n patients can be drawn in C(2n − 1, n) ways; beyond a million, more. */
  static long count(int patients) {
    long ways = 1;
    for (int i = 1; i <= patients && ways < MANY; i++) {
      ways = ways * (patients - 1 + i) / i;
    }
    return ways;
  }

  /** How often each patient is drawn, for each way. */
  static List<int[]> all(int patients) {
    List<int[]> draws = new ArrayList<>();
    add(new int[patients], 0, patients, draws);
    return draws;
  }

  private static void add(int[] drawn, int patient, int left, List<int[]> draws) {
    if (patient == drawn.length - 1) {
      drawn[patient] = left;
      draws.add(drawn.clone());
      return;
    }
    for (int times = left; times >= 0; times--) {
      drawn[patient] = times;
      add(drawn, patient + 1, left - times, draws);
    }
  }
}
