package org.parfocal.report.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.StoredJob;
import org.parfocal.report.Block;
import org.parfocal.report.DataTable;
import org.parfocal.report.DataTable.Cell;
import org.parfocal.report.DataTable.Column;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;

/** Every variant over all folds and seeds. */
@Component(property = "service.ranking:Integer=1200")
public final class Leaderboard implements ReportSection {
  @Override
  public String heading() {
    return "Leaderboard";
  }

  @Override
  public String anchor() {
    return "leaderboard";
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    List<MetricColumn> shown =
        study.columns().stream()
            .filter(column -> column.in(Table.COMPARISON))
            .filter(
                column ->
                    study.variants().stream()
                        .anyMatch(name -> study.overall(name, column, Score.ALL).isPresent()))
            .toList();
    List<Column> columns = new ArrayList<>(List.of(Column.text("variant"), jobsColumn()));
    shown.forEach(column -> columns.add(Column.number(column.heading(), words(column))));
    List<List<Cell>> rows = new ArrayList<>();
    for (String variant : study.variants()) {
      List<Cell> row = new ArrayList<>(List.of(Cell.of(variant), done(study, variant)));
      shown.forEach(column -> row.add(cell(study, variant, column)));
      rows.add(row);
    }
    return List.of(
        new DataTable(
            "leaderboard-table",
            "Variants over all folds and seeds",
            columns,
            rows,
            List.of(
                "In brackets: 95 % interval. ±: standard deviation over seeds. –: not scored."
                    + " †: too narrow, because patients of a class are few.",
                "No interval is corrected for the number of variants.")));
  }

  private static Column jobsColumn() {
    return Column.number("jobs done", "of those planned");
  }

  private static Cell done(ReportedStudy study, String variant) {
    int done = study.stored().finished(variant).size();
    long planned =
        study.stored().jobs().stream()
            .map(StoredJob::key)
            .filter(key -> key.variant().equals(variant))
            .count();
    return new Cell(planned == 0 ? Integer.toString(done) : done + " of " + planned, done);
  }

  /** What a column is, for whoever points at its heading. */
  static String words(MetricColumn column) {
    return Stream.of(
            column.description(),
            column.unit(),
            column.better() == Better.LARGER
                ? "larger is better"
                : column.better() == Better.SMALLER ? "smaller is better" : "")
        .filter(words -> !words.isEmpty())
        .reduce((one, other) -> one + "; " + other)
        .orElse("");
  }

  private static Cell cell(ReportedStudy study, String variant, MetricColumn column) {
    Optional<Score> found = study.overall(variant, column, Score.ALL);
    if (found.isEmpty()) {
      return Cell.of("–");
    }
    Numbers numbers = new Numbers(column);
    Score score = found.get();
    if (Double.isNaN(score.value()) || !Double.isNaN(score.low())) {
      return new Cell(numbers.both(score) + chance(study, variant, column), score.value());
    }
    double[] seeds =
        study.seeds(variant).stream()
            .map(seed -> study.score(variant, StudyScore.ALL_FOLDS, seed, column, Score.ALL))
            .flatMap(Optional::stream)
            .mapToDouble(Score::value)
            .filter(value -> !Double.isNaN(value))
            .toArray();
    String spread =
        seeds.length > 1 ? " ± " + new Numbers(unsigned(column)).text(deviation(seeds)) : "";
    return new Cell(
        numbers.text(score.value()) + spread + chance(study, variant, column), score.value());
  }

  private static String chance(ReportedStudy study, String variant, MetricColumn column) {
    return study.columns().stream()
        .filter(other -> other.name().equals(column.chance()))
        .findFirst()
        .flatMap(
            other ->
                study
                    .overall(variant, other, Score.ALL)
                    .map(score -> " (%s)".formatted(new Numbers(other).text(score.value()))))
        .orElse("");
  }

  private static MetricColumn unsigned(MetricColumn column) {
    return new MetricColumn(
        column.name(),
        column.heading(),
        column.description(),
        column.unit(),
        column.better(),
        column.pooling(),
        column.decimals(),
        false,
        "",
        column.tables());
  }

  private static double deviation(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }
}
