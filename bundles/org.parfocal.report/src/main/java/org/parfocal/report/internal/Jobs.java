package org.parfocal.report.internal;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Score;
import org.parfocal.core.StoredJob;
import org.parfocal.report.Block;
import org.parfocal.report.DataTable;
import org.parfocal.report.DataTable.Cell;
import org.parfocal.report.DataTable.Column;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;

/** Every job with its numbers; what is not done stands there as missing. */
@Component(property = "service.ranking:Integer=200")
public final class Jobs implements ReportSection {
  @Override
  public String heading() {
    return "Jobs";
  }

  @Override
  public String anchor() {
    return "jobs";
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    List<MetricColumn> shown =
        study.columns().stream().filter(column -> column.in(Table.FOLDS)).toList();
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.choice("variant"),
                Column.choice("fold"),
                Column.choice("seed"),
                Column.choice("state")));
    shown.forEach(
        column -> columns.add(Column.number(column.heading(), Leaderboard.words(column))));
    columns.add(Column.number("seconds", "wall time of the last attempt"));
    List<List<Cell>> rows = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (StoredJob job : study.stored().jobs()) {
      rows.add(row(study, job, shown));
      if (!job.isDone()) {
        notes.add(
            "%s is missing (%s)%s"
                .formatted(
                    job.key(),
                    job.state().label(),
                    job.message().isEmpty() ? "." : ": " + job.message()));
      }
    }
    notes.addAll(study.unread());
    return List.of(new DataTable("jobs-table", "Jobs, test part", columns, rows, notes));
  }

  private static List<Cell> row(ReportedStudy study, StoredJob job, List<MetricColumn> shown) {
    List<Cell> row =
        new ArrayList<>(
            List.of(
                Cell.of(job.key().variant()),
                Cell.of(job.key().fold()),
                new Cell(Long.toString(job.key().seed()), job.key().seed()),
                Cell.of(job.isDone() ? "done" : "missing (%s)".formatted(job.state().label()))));
    for (MetricColumn column : shown) {
      row.add(
          study
              .score(
                  job.key().variant(),
                  job.key().fold(),
                  Long.toString(job.key().seed()),
                  column,
                  Score.ALL)
              .filter(score -> job.isDone() || !Double.isNaN(score.value()))
              .map(score -> new Numbers(column).cell(score))
              .orElse(Cell.of(job.isDone() ? "–" : "missing")));
    }
    row.add(job.isDone() ? new Cell(Times.words(job.seconds()), job.seconds()) : Cell.of("–"));
    return row;
  }
}
