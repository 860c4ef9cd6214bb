package org.parfocal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatientFoldsTest {
  @Test
  void neverSplitsAGroupAndUsesEveryFold() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      int patients = 2 + random.nextInt(9);
      int rows = patients + random.nextInt(60);
      List<String> patient = new ArrayList<>();
      int[] labels = new int[rows];
      for (int row = 0; row < rows; row++) {
        patient.add("p" + (row < patients ? row : random.nextInt(patients)));
        labels[row] = random.nextInt(3);
      }
      int wanted = 2 + random.nextInt(5);
      PatientFolds folds = PatientFolds.of(patient, labels, wanted, round);
      assertThat(folds.count()).isEqualTo(Math.min(wanted, patients));
      Map<String, Integer> foldOf = new TreeMap<>();
      for (int row = 0; row < rows; row++) {
        int fold = folds.foldOf(row);
        assertThat(foldOf.computeIfAbsent(patient.get(row), any -> fold)).isEqualTo(fold);
      }
      for (int fold = 0; fold < folds.count(); fold++) {
        assertThat(folds.heldOut(fold)).isNotEmpty();
        int[] both =
            IntStream.concat(IntStream.of(folds.heldOut(fold)), IntStream.of(folds.training(fold)))
                .sorted()
                .toArray();
        assertThat(both).isEqualTo(IntStream.range(0, rows).toArray());
      }
    }
  }

  @Test
  void spreadsTheClasses() {
    // 15 patients of class 0 and 5 of class 1, each with 4 rows: 3 and 1 in each of 5 folds.
    List<String> patient = new ArrayList<>();
    int[] labels = new int[80];
    for (int row = 0; row < 80; row++) {
      patient.add("p" + row / 4);
      labels[row] = row / 4 < 15 ? 0 : 1;
    }
    for (long seed = 0; seed < 20; seed++) {
      PatientFolds folds = PatientFolds.of(patient, labels, 5, seed);
      for (int fold = 0; fold < 5; fold++) {
        assertThat(IntStream.of(folds.heldOut(fold)).filter(row -> labels[row] == 1).count())
            .isEqualTo(4);
        assertThat(folds.heldOut(fold)).hasSize(16);
      }
    }
  }

  @Test
  void dependsOnTheSeedAndNotOnTheOrderOfTheRows() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
    List<String> patient = order.stream().map(row -> "p" + row % 10).toList();
    int[] labels = order.stream().mapToInt(row -> row % 2).toArray();
    PatientFolds folds = PatientFolds.of(patient, labels, 4, 7);
    Collections.shuffle(order, new Random(1));
    PatientFolds shuffled =
        PatientFolds.of(
            order.stream().map(patient::get).toList(),
            order.stream().mapToInt(row -> labels[row]).toArray(),
            4,
            7);
    for (int row = 0; row < 40; row++) {
      assertThat(shuffled.foldOf(row)).isEqualTo(folds.foldOf(order.get(row)));
    }
    assertThat(
            IntStream.range(0, 10)
                .mapToObj(seed -> PatientFolds.of(patient, labels, 4, seed).heldOut(0))
                .map(rows -> IntStream.of(rows).boxed().toList())
                .distinct()
                .count())
        .isGreaterThan(3);
  }

  @Test
  void needsTwoPatients() {
    assertThatThrownBy(() -> PatientFolds.of(List.of("a", "a"), new int[] {0, 1}, 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
