package org.parfocal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProbeTest {
  @Test
  void readsAPlantedLabel() {
    LabelledRows rows = Planted.rows(400, 64, 3, 4, 3, 20, 1);
    ProbeAccuracy read = Probe.accuracy(rows.rows(), rows.labels(), rows.patients(), 1);
    assertThat(read.accuracy()).isGreaterThan(0.95);
    assertThat(read.chance()).isBetween(1 / 3.0, 0.4);
    assertThat(read.note()).isEqualTo("400 rows of 20 patients, 5 patient folds");
  }

  @Test
  void readsLabelsThatLieInARow() {
    // As magnifications do: the middle one cannot be told from the rest by one plane.
    Random random = new Random(8);
    double[][] rows = new double[300][8];
    int[] labels = new int[300];
    String[] patients = new String[300];
    for (int row = 0; row < 300; row++) {
      labels[row] = row % 3;
      patients[row] = "p" + row / 3 % 20;
      for (int dimension = 0; dimension < 8; dimension++) {
        rows[row][dimension] = random.nextGaussian() + (dimension == 2 ? 5 * labels[row] : 0);
      }
    }
    assertThat(Probe.accuracy(rows, labels, List.of(patients), 1).accuracy()).isGreaterThan(0.95);
  }

  @Test
  void staysAtChanceWhereThereIsNothingToRead() {
    double sum = 0;
    for (int draw = 0; draw < 5; draw++) {
      LabelledRows rows = Planted.rows(400, 32, 0, 0, 2, 20, draw);
      sum += Probe.accuracy(rows.rows(), rows.labels(), rows.patients(), draw).accuracy() / 5;
    }
    assertThat(sum).isEqualTo(0.5, within(0.04));
  }

  @Test
  void isNotFooledByWhatOnlyTellsTheGroup() {
    // Each patient has its own place and its own label: known patients could be read without a
    // fault.
    Random random = new Random(5);
    double[][] places = new double[30][16];
    double[][] rows = new double[600][16];
    int[] labels = new int[600];
    String[] patients = new String[600];
    for (double[] place : places) {
      for (int dimension = 0; dimension < 16; dimension++) {
        place[dimension] = 5 * random.nextGaussian();
      }
    }
    for (int row = 0; row < 600; row++) {
      int patient = row % 30;
      patients[row] = "p" + patient;
      labels[row] = patient % 2;
      for (int dimension = 0; dimension < 16; dimension++) {
        rows[row][dimension] = places[patient][dimension] + random.nextGaussian();
      }
    }
    assertThat(Probe.accuracy(rows, labels, List.of(patients), 1).accuracy()).isLessThan(0.75);
  }

  @Test
  void saysWhyItCannotRead() {
    double[][] rows = {{1}, {2}, {3}};
    ProbeAccuracy label = Probe.accuracy(rows, new int[] {1, 1, 1}, List.of("a", "b", "c"), 1);
    assertThat(label.defined()).isFalse();
    assertThat(label.note()).isEqualTo("there is only one label");
    ProbeAccuracy patient = Probe.accuracy(rows, new int[] {0, 1, 1}, List.of("a", "a", "a"), 1);
    assertThat(patient.accuracy()).isNaN();
    assertThat(patient.chance()).isEqualTo(2.0 / 3);
    assertThat(patient.note()).isEqualTo("there is only one patient");
    ProbeAccuracy nothing = Probe.accuracy(new double[0][], new int[0], List.of(), 1);
    assertThat(nothing.defined()).isFalse();
  }

  @Test
  void takesTheOnlyLabelThatItsTrainingRowsHave() {
    // Two patients of one label each: whatever is trained on one of them is wrong on the other.
    double[][] rows = {{1}, {2}, {3}, {4}};
    assertThat(
            Probe.accuracy(rows, new int[] {0, 0, 1, 1}, List.of("a", "a", "b", "b"), 1).accuracy())
        .isZero();
  }
}
