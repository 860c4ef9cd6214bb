package org.parfocal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowsTest {
  @Test
  void standardisesByTrainingRows() {
    // Mean 3 and population deviation 2; 0.1 in every row; mean 2, deviation 1.
    double[][] training = {{1, 0.1, 3}, {5, 0.1, 1}, {1, 0.1, 3}, {5, 0.1, 1}};
    Standardisation standardisation = Standardisation.of(training);
    assertThat(standardisation.apply(new double[] {7, 9, 2.5}))
        .containsExactly(new double[] {2, 0, 0.5}, within(1e-12));
    assertThat(standardisation.deadShare()).isEqualTo(1.0 / 3);
  }

  @Test
  void takesRowsFromEachGroupInTurn() {
    // 100 rows of a, 5 of b, 30 of c: of 45 rows, b gives all and the others 20 each.
    List<String> patients = new ArrayList<>();
    IntStream.range(0, 135).forEach(row -> patients.add(row < 100 ? "a" : row < 105 ? "b" : "c"));
    int[] taken = BalancedSample.of(patients, 45, 3);
    Map<String, Long> counts =
        IntStream.of(taken)
            .mapToObj(patients::get)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(counts).isEqualTo(Map.of("a", 20L, "b", 5L, "c", 20L));
    assertThat(taken).isSorted().doesNotHaveDuplicates();
    assertThat(BalancedSample.of(patients, 45, 3)).isEqualTo(taken);
    assertThat(BalancedSample.of(patients, 45, 4)).isNotEqualTo(taken);
    assertThat(BalancedSample.of(patients, 135, 3)).hasSize(135);
  }

  @Test
  void refusesRowsWithoutLabels() {
    assertThatThrownBy(() -> new LabelledRows(new double[2][1], new int[1], List.of("a", "b")))
        .hasMessage("2 rows, 1 labels and 2 patients");
  }
}
