package org.parfocal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.parfocal.statistics.PenaltyChoice.Rule;

class PenaltyChoiceTest {
  @Test
  void startsWhereTheLastWeightVanishes() {
    for (int classes = 2; classes <= 3; classes++) {
      LabelledRows rows = Planted.rows(90, 6, 3, 1, classes, 9, 2);
      List<Double> path = PenaltyPath.of(rows.rows(), rows.labels(), classes, 5);
      assertThat(path).hasSize(5).isSorted();
      assertThat(path.get(4) / path.get(0)).isEqualTo(100, within(1e-9));
      double start = path.get(0);
      assertThat(support(rows, classes, start * 0.999)).isZero();
      assertThat(support(rows, classes, start * 1.02)).isEqualTo(1);
    }
  }

  private static int support(LabelledRows rows, int classes, double c) {
    return LogisticRegression.l1(c).fit(rows.rows(), rows.labels(), classes).support().size();
  }

  @Test
  void hasNoPathWhereNothingVaries() {
    assertThat(PenaltyPath.of(new double[4][3], new int[] {0, 1, 0, 1}, 2, 5)).isEmpty();
  }

  @Test
  void takesTheMeanLossOfHeldOutPatients() {
    LabelledRows rows = Planted.rows(60, 4, 2, 1, 2, 7, 4);
    List<Double> path = PenaltyPath.of(rows.rows(), rows.labels(), 2, 4);
    PatientFolds folds = PatientFolds.of(rows.patients(), rows.labels(), 3, 1);
    PenaltyChoice choice = PenaltyChoice.of(rows, 2, path, folds, Rule.SMALLEST_LOSS).orElseThrow();
    for (int step = 0; step < 4; step++) {
      double sum = 0;
      for (int row = 0; row < 60; row++) {
        LabelledRows training = rows.select(folds.training(folds.foldOf(row)));
        double c = path.get(step) * 60 / training.size();
        double probability =
            LogisticRegression.l1(c)
                .fit(training.rows(), training.labels(), 2)
                .probabilities(rows.rows()[row])[rows.labels()[row]];
        sum -= Math.log(probability);
      }
      assertThat(choice.losses().get(step)).isEqualTo(sum / 60, within(2e-3));
    }
    int best =
        IntStream.range(0, 4)
            .boxed()
            .min(
                (one, other) ->
                    Double.compare(choice.losses().get(one), choice.losses().get(other)))
            .orElseThrow();
    assertThat(choice.c()).isEqualTo(path.get(best));
    assertThat(choice.folds()).isEqualTo(3);
  }

  @Test
  void takesASparserModelThatIsNotWorseByMoreThanAStandardError() {
    LabelledRows rows = Planted.rows(80, 30, 3, 0.8, 2, 10, 6);
    List<Double> path = PenaltyPath.of(rows.rows(), rows.labels(), 2, 10);
    PatientFolds folds = PatientFolds.of(rows.patients(), rows.labels(), 5, 1);
    PenaltyChoice best = PenaltyChoice.of(rows, 2, path, folds, Rule.SMALLEST_LOSS).orElseThrow();
    PenaltyChoice sparse =
        PenaltyChoice.of(rows, 2, path, folds, Rule.ONE_STANDARD_ERROR).orElseThrow();
    int chosen = path.indexOf(sparse.c());
    int smallest = path.indexOf(best.c());
    double bound = best.losses().get(smallest) + best.standardErrors().get(smallest);
    assertThat(chosen).isBetween(1, smallest - 1);
    assertThat(best.losses().get(chosen)).isLessThanOrEqualTo(bound);
    assertThat(best.losses().get(chosen - 1)).isGreaterThan(bound);
  }

  @Test
  void knowsTheStandardErrorOfFoldsOfDifferentSizes() {
    List<FoldLosses> folds =
        List.of(new FoldLosses(10, List.of(1.0)), new FoldLosses(30, List.of(2.0)));
    // Mean 1.75; variance (10 · 0.75² + 30 · 0.25²) / 40 = 0.1875, over one degree of freedom.
    assertThat(FoldLosses.mean(folds, 0)).isEqualTo(1.75);
    assertThat(FoldLosses.standardError(folds, 0, 1.75))
        .isEqualTo(Math.sqrt(0.1875), within(1e-12));
  }

  @Test
  void leavesOutFoldsThatCannotBeTrainedAndRowsOfUnknownClasses() {
    // Class 1 lives in patient b alone: whatever holds b out has one class left.
    double[][] values = {{1}, {2}, {3}, {1.5}, {5}, {6}};
    LabelledRows one =
        new LabelledRows(
            values, new int[] {0, 0, 0, 0, 1, 1}, List.of("a", "a", "c", "c", "b", "b"));
    PatientFolds folds = PatientFolds.of(one.patients(), one.labels(), 3, 1);
    List<Double> path = List.of(0.1, 1.0);
    assertThat(PenaltyChoice.of(one, 2, path, folds, Rule.SMALLEST_LOSS).orElseThrow().folds())
        .isEqualTo(2);
    LabelledRows two = one.select(new int[] {0, 1, 4, 5});
    PatientFolds pair = PatientFolds.of(two.patients(), two.labels(), 2, 1);
    assertThat(PenaltyChoice.of(two, 2, path, pair, Rule.SMALLEST_LOSS)).isEmpty();
  }
}
