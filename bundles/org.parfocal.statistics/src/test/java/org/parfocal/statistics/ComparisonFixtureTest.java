package org.parfocal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against scipy and numpy: {@code tools/comparison/fixture.py}. */
class ComparisonFixtureTest {
  private record Row(double[] given, double[] results) {}

  private static List<Row> rows(String kind) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(ComparisonFixtureTest.class.getResourceAsStream("comparison.csv"))) {
      List<Row> rows =
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.split(",", -1))
              .filter(cells -> cells[0].equals(kind))
              .map(
                  cells ->
                      new Row(
                          Arrays.stream(cells[1].split(" ", -1))
                              .mapToDouble(Double::parseDouble)
                              .toArray(),
                          Arrays.stream(cells, 2, cells.length)
                              .mapToDouble(Double::parseDouble)
                              .toArray()))
              .toList();
      assertThat(rows).isNotEmpty();
      return rows;
    }
  }

  @Test
  void studentsDistributionIsThatOfScipy() throws IOException {
    for (Row row : rows("student")) {
      StudentT t = new StudentT((int) row.results[0]);
      assertThat(t.below(row.given[0])).isEqualTo(row.results[1], within(1e-12));
      assertThat(t.below(-row.given[0])).isEqualTo(1 - row.results[1], within(1e-12));
      assertThat(t.quantile(0.95)).isEqualTo(row.results[2], within(1e-9));
    }
  }

  @Test
  void correctsTheVarianceOfResampledDifferences() throws IOException {
    for (Row row : rows("t")) {
      CorrectedResampledT test = CorrectedResampledT.of(row.given, row.results[0]);
      assertThat(test.mean() - test.halfWidth()).isEqualTo(row.results[2], within(1e-9));
      assertThat(test.mean() + test.halfWidth()).isEqualTo(row.results[3], within(1e-9));
      assertThat(test.p()).isEqualTo(row.results[4], within(1e-12));
      Beliefs beliefs = test.beliefs(row.results[1]);
      assertThat(beliefs.better()).isEqualTo(row.results[5], within(1e-12));
      assertThat(beliefs.worse()).isEqualTo(row.results[6], within(1e-12));
      assertThat(beliefs.better() + beliefs.equal() + beliefs.worse()).isEqualTo(1, within(1e-12));
    }
  }

  @Test
  void differencesThatAreAllTheSameLeaveNoDoubt() {
    CorrectedResampledT same = CorrectedResampledT.of(new double[] {0.25, 0.25, 0.25}, 0.25);
    assertThat(same.p()).isZero();
    assertThat(same.beliefs(0.01)).isEqualTo(new Beliefs(1, 0, 0));
    CorrectedResampledT none = CorrectedResampledT.of(new double[] {0, 0, 0}, 0.25);
    assertThat(none.p()).isOne();
    assertThat(none.beliefs(0.01)).isEqualTo(new Beliefs(0, 1, 0));
  }

  @Test
  void weighsSignedRanksByADirichletProcess() throws IOException {
    for (Row row : rows("rank")) {
      Beliefs beliefs = new BayesianSignedRank(40_000, 3).beliefs(row.given, row.results[0]);
      // Three standard errors of 40,000 draws, and a little for those of the fixture.
      assertThat(beliefs.better()).isEqualTo(row.results[1], within(0.009));
      assertThat(beliefs.worse()).isEqualTo(row.results[2], within(0.009));
    }
  }

  @Test
  void exchangesEveryPatientInEveryWay() throws IOException {
    for (Row row : rows("exchange")) {
      int patients = row.given.length / 3;
      double[] labels = Arrays.copyOf(row.given, patients);
      double[] one = Arrays.copyOfRange(row.given, patients, 2 * patients);
      double[] other = Arrays.copyOfRange(row.given, 2 * patients, 3 * patients);
      PatientExchange.Result result =
          new PatientExchange(1000, 1)
              .test(
                  patients,
                  exchanged ->
                      new double[] {
                        auc(labels, mixed(exchanged, other, one))
                            - auc(labels, mixed(exchanged, one, other))
                      })
              .get(0);
      assertThat(result.p()).isEqualTo(row.results[0], within(1e-12));
      assertThat(result.note())
          .isEqualTo(
              "permutation test: all %d exchanges of the predictions of %d patients"
                  .formatted(1 << patients, patients));
      // By chance, where there are more than may be drawn.
      PatientExchange.Result drawn =
          new PatientExchange((1 << patients - 1) - 1, 1)
              .test(
                  patients,
                  exchanged ->
                      new double[] {
                        auc(labels, mixed(exchanged, other, one))
                            - auc(labels, mixed(exchanged, one, other))
                      })
              .get(0);
      assertThat(drawn.p()).isEqualTo(row.results[0], within(0.3)).isPositive();
      assertThat(drawn.note()).contains("random exchanges");
    }
  }

  private static double[] mixed(boolean[] exchanged, double[] where, double[] else_) {
    double[] mixed = new double[where.length];
    Arrays.setAll(mixed, i -> exchanged[i] ? where[i] : else_[i]);
    return mixed;
  }

  private static double auc(double[] labels, double[] scores) {
    double won = 0;
    int pairs = 0;
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < labels.length; j++) {
        if (labels[i] == 1 && labels[j] == 0) {
          won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return won / pairs;
  }

  @Test
  void anUndefinedDifferenceHasNoP() {
    double[] undefined = {Double.NaN};
    assertThat(new PatientExchange(100, 1).test(3, exchanged -> undefined).get(0).p()).isNaN();
  }
}
