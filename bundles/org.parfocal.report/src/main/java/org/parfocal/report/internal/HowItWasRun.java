package org.parfocal.report.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;
import org.parfocal.core.DataFacts;
import org.parfocal.core.StoredJob;
import org.parfocal.report.Block;
import org.parfocal.report.DataTable;
import org.parfocal.report.DataTable.Cell;
import org.parfocal.report.DataTable.Column;
import org.parfocal.report.Listing;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;

/** Configuration, data, versions, machines and seeds: what somebody needs to run it again. */
@Component(property = "service.ranking:Integer=100")
public final class HowItWasRun implements ReportSection {
  private static final int DAY = 10;
  private static final int VALUES = 4;

  @Override
  public String heading() {
    return "How it was run";
  }

  @Override
  public String anchor() {
    return "how-it-was-run";
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(facts(study));
    blocks.add(environment(study));
    blocks.add(new Listing("study.yaml, defaults included", study.configuration()));
    return blocks;
  }

  private static DataTable facts(ReportedStudy study) {
    List<List<Cell>> rows = new ArrayList<>();
    for (DataFacts data : study.stored().data()) {
      rows.add(fact("data set", data.dataset()));
      rows.add(fact("hash of the data (manifest)", data.manifest()));
      rows.add(
          fact(
              "terms of the data",
              data.licence().isEmpty() ? "unknown to the reader" : data.licence()));
      rows.add(fact("images and patients", data.samples() + " and " + data.patients()));
      rows.add(
          fact(
              "folds",
              data.folds().stream()
                  .map(DataFacts.FoldFacts::name)
                  .collect(Collectors.joining(", "))));
    }
    List<StoredJob> jobs = study.stored().jobs();
    rows.add(
        fact(
            "seeds",
            jobs.stream()
                .map(job -> Long.toString(job.key().seed()))
                .distinct()
                .collect(Collectors.joining(", "))));
    long done = jobs.stream().filter(StoredJob::isDone).count();
    rows.add(fact("jobs", "%d of %d are done".formatted(done, jobs.size())));
    TreeSet<String> days = new TreeSet<>();
    jobs.stream()
        .map(StoredJob::ended)
        .filter(ended -> ended.length() >= DAY)
        .forEach(ended -> days.add(ended.substring(0, DAY)));
    if (!days.isEmpty()) {
      rows.add(
          fact(
              "ended (UTC)",
              days.size() == 1 ? days.first() : days.first() + " to " + days.last()));
    }
    return new DataTable(
        "facts", "Study", List.of(Column.text("what"), Column.text("value")), rows);
  }

  private static DataTable environment(ReportedStudy study) {
    Map<String, Map<String, Integer>> values = new TreeMap<>();
    for (StoredJob job : study.stored().jobs()) {
      job.environment()
          .forEach(
              (name, value) ->
                  values
                      .computeIfAbsent(name, one -> new LinkedHashMap<>())
                      .merge(value, 1, Integer::sum));
    }
    List<List<Cell>> rows = new ArrayList<>();
    values.forEach((name, counts) -> rows.add(fact(name, said(counts))));
    return new DataTable(
        "environment",
        "Machines and versions of the jobs",
        List.of(Column.text("what"), Column.text("value")),
        rows);
  }

  /** The value; where jobs differ, each with the number of jobs. */
  private static String said(Map<String, Integer> counts) {
    if (counts.size() == 1) {
      return counts.keySet().iterator().next();
    }
    String first =
        counts.entrySet().stream()
            .limit(VALUES)
            .map(
                entry ->
                    "%s (%s)".formatted(entry.getKey(), Numbers.counted(entry.getValue(), "job")))
            .collect(Collectors.joining("; "));
    return counts.size() > VALUES
        ? first + "; and %d more".formatted(counts.size() - VALUES)
        : first;
  }

  private static List<Cell> fact(String what, String value) {
    return List.of(Cell.of(what), Cell.of(value));
  }
}
