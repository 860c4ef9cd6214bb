package org.parfocal.report.internal;

import static org.parfocal.report.ReportedStudy.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Score;
import org.parfocal.core.ChosenOption;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.StoredJob;
import org.parfocal.report.Block;
import org.parfocal.report.DataTable;
import org.parfocal.report.DataTable.Cell;
import org.parfocal.report.DataTable.Column;
import org.parfocal.report.Figure;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;

/** How much the options matter that a grid or a random search varies, and which were chosen. */
@Component(property = "service.ranking:Integer=400")
public final class Options implements ReportSection {
  private static final Set<String> OF_THE_MACHINE =
      Set.of(JobIdentity.DATA, JobIdentity.FOLD, JobIdentity.ENGINE, "seed");

  @Override
  public String heading() {
    return "Options";
  }

  @Override
  public String anchor() {
    return "options";
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    Map<String, Double> worth = worth(study);
    Map<String, Map<String, String>> settings = new LinkedHashMap<>();
    for (StoredJob job : study.stored().jobs()) {
      if (worth.containsKey(job.key().variant())) {
        settings.putIfAbsent(job.key().variant(), job.settings());
      }
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    settings.keySet().stream()
        .collect(Collectors.groupingBy(Options::base, LinkedHashMap::new, Collectors.toList()))
        .forEach((base, variants) -> rows.addAll(rows(base, variants, settings, worth)));
    List<Block> blocks = new ArrayList<>();
    if (!rows.isEmpty()) {
      blocks.add(
          new Figure(
              "options-worth",
              "%s by option".formatted(measure(study)),
              List.of(
                  "A point is a combination of options; the line is the mean of those with one value.",
                  "A flat line is an option that does not matter within what was tried."),
              Specifications.figure("options"),
              rows,
              List.of("option")));
    }
    if (!study.stored().options().isEmpty()) {
      blocks.add(chosen(study.stored().options()));
    }
    return blocks;
  }

  /** By variant, what it is judged by: the selection's measure, or the headline. */
  private static Map<String, Double> worth(ReportedStudy study) {
    List<ChosenOption> options = study.stored().options();
    if (!options.isEmpty()) {
      String first = options.get(0).by().label();
      return options.stream()
          .filter(one -> one.by().label().equals(first) && !Double.isNaN(one.value()))
          .collect(
              Collectors.groupingBy(
                  ChosenOption::option,
                  LinkedHashMap::new,
                  Collectors.averagingDouble(ChosenOption::value)));
    }
    Map<String, Double> worth = new LinkedHashMap<>();
    Optional<MetricColumn> mean = study.headline().map(MetricColumn::mean);
    for (String variant : study.variants()) {
      mean.flatMap(column -> study.overall(variant, column, Score.ALL))
          .filter(score -> !Double.isNaN(score.value()))
          .ifPresent(score -> worth.put(variant, score.value()));
    }
    return worth;
  }

  private static String measure(ReportedStudy study) {
    return study.stored().options().isEmpty()
        ? study.headline().map(column -> column.mean().heading()).orElse("score")
        : study.stored().options().get(0).measure();
  }

  /** The variant whose options they are: what stands before the first option of the name. */
  private static String base(String variant) {
    int comma = variant.indexOf(',');
    return comma < 0 ? variant : variant.substring(0, comma);
  }

  private static List<Map<String, @Nullable Object>> rows(
      String base,
      List<String> variants,
      Map<String, Map<String, String>> settings,
      Map<String, Double> worth) {
    Set<String> names = new TreeSet<>();
    variants.forEach(variant -> names.addAll(settings.getOrDefault(variant, Map.of()).keySet()));
    names.removeAll(OF_THE_MACHINE);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (String name : names) {
      long values =
          variants.stream()
              .map(variant -> settings.getOrDefault(variant, Map.of()).getOrDefault(name, ""))
              .distinct()
              .count();
      if (values > 1) {
        for (String variant : variants) {
          rows.add(
              row(
                  "option",
                  name,
                  "variant",
                  variant,
                  "base",
                  base,
                  "setting",
                  settings.getOrDefault(variant, Map.of()).getOrDefault(name, "–"),
                  "value",
                  worth.getOrDefault(variant, Double.NaN)));
        }
      }
    }
    return rows;
  }

  private static DataTable chosen(List<ChosenOption> options) {
    List<List<Cell>> rows = new ArrayList<>();
    for (ChosenOption option : options) {
      if (option.chosen()) {
        rows.add(
            List.of(
                Cell.of(option.reportedAs()),
                Cell.of(option.fold()),
                new Cell(Long.toString(option.seed()), option.seed()),
                Cell.of(option.option()),
                new Cell(Double.toString(Numbers.rounded(option.value())), option.value())));
      }
    }
    return new DataTable(
        "chosen-options",
        "Options that were chosen",
        List.of(
            Column.choice("reported as"),
            Column.choice("fold"),
            Column.choice("seed"),
            Column.choice("option"),
            Column.number("worth", "by " + options.get(0).measure())),
        rows);
  }
}
