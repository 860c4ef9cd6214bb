package org.parfocal.report.internal;

import static org.parfocal.report.ReportedStudy.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.DataFacts.FoldFacts;
import org.parfocal.report.Block;
import org.parfocal.report.Figure;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;

/**
 * What metrics say of pairs of folds, such as the Jaccard index of their signatures: scores over
 * all folds whose scope is the names of two, with a bar between them.
 */
@Component(property = "service.ranking:Integer=480")
public final class FoldPairs implements ReportSection {
  /** Folds of a matrix that fits beside another. */
  private static final int SMALL = 6;

  @Override
  public String heading() {
    return "Pairs of folds";
  }

  @Override
  public String anchor() {
    return "fold-pairs";
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (MetricColumn measure : study.columns()) {
      boolean isChance =
          study.columns().stream().anyMatch(other -> other.chance().equals(measure.name()));
      for (String variant : Shown.variants(study)) {
        if (study.ofPairs().contains(measure.name()) && !isChance) {
          rows.addAll(rows(study, measure, variant));
        }
      }
    }
    return rows.isEmpty()
        ? List.of()
        : List.of(
            new Figure(
                "fold-pairs-matrix",
                "What the folds of a variant have in common",
                Shown.caption(
                    study,
                    List.of(
                        "Mean over the seeds; what chance would give stands with a field's"
                            + " numbers.",
                        "Even fields are folds that found the same; a pale row is a fold apart.")),
                Specifications.figure("matrix"),
                rows,
                study.stored().data().stream().anyMatch(data -> data.folds().size() > SMALL)
                    ? List.of("measure", "variant")
                    : List.of("measure")));
  }

  private static List<Map<String, @Nullable Object>> rows(
      ReportedStudy study, MetricColumn measure, String variant) {
    List<String> folds =
        study.stored().data(variant).folds().stream().map(FoldFacts::name).toList();
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    List<String> seeds = study.seeds(variant);
    boolean isAny = false;
    for (String one : folds) {
      for (String other : folds) {
        OptionalDouble value = mean(study, variant, seeds, measure.name(), one, other);
        OptionalDouble chance = mean(study, variant, seeds, measure.chance(), one, other);
        isAny = isAny || value.isPresent();
        Map<String, @Nullable Object> cell =
            new LinkedHashMap<>(
                row(
                    "measure",
                    measure.heading(),
                    "variant",
                    variant,
                    "one",
                    one,
                    "other",
                    other,
                    "shade",
                    Numbers.rounded(Math.max(0, Math.min(1, value.orElse(0))))));
        cell.put("text", "–");
        value.ifPresent(
            number -> {
              cell.put("value", Numbers.rounded(number));
              cell.put("text", new Numbers(measure.decimals(2)).text(number));
            });
        chance.ifPresent(number -> cell.put("chance", Numbers.rounded(number)));
        rows.add(cell);
      }
    }
    return isAny ? rows : List.of();
  }

  /** Over the seeds; the scope has the two folds in one order or the other. */
  private static OptionalDouble mean(
      ReportedStudy study,
      String variant,
      List<String> seeds,
      String metric,
      String one,
      String other) {
    return seeds.stream()
        .flatMap(
            seed ->
                Stream.of(one + "|" + other, other + "|" + one)
                    .flatMap(
                        scope ->
                            study
                                .score(variant, StudyScore.ALL_FOLDS, seed, metric, scope)
                                .stream()))
        .mapToDouble(Score::value)
        .filter(value -> !Double.isNaN(value))
        .average();
  }
}
