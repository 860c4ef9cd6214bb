package org.parfocal.report.internal;

import static org.parfocal.report.ReportedStudy.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Score;
import org.parfocal.report.Block;
import org.parfocal.report.Figure;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;

/** What each variant has more than the first one. */
@Component(property = "service.ranking:Integer=1000")
public final class Gains implements ReportSection {
  @Override
  public String heading() {
    return "Gains over the reference";
  }

  @Override
  public String anchor() {
    return "gains";
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (MetricColumn measure : study.measures()) {
      MetricColumn gain = measure.mean().difference(measure.heading());
      for (String variant : study.variants()) {
        study
            .overall(variant, gain, Score.ALL)
            .filter(score -> !Double.isNaN(score.value()))
            .ifPresent(score -> rows.add(gained(measure, gain, variant, score)));
      }
    }
    if (rows.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Figure(
            "gains-forest",
            "Each variant minus %s".formatted(study.variants().get(0)),
            List.of(
                "Over all folds and seeds, with the same resampled test patients for both; bars are 95 % intervals.",
                "An interval that reaches over zero leaves open which of the two is better; none is corrected for the number of variants."),
            Specifications.figure("gains"),
            rows,
            List.of("measure")));
  }

  private static Map<String, @Nullable Object> gained(
      MetricColumn measure, MetricColumn gain, String variant, Score score) {
    boolean interval = !Double.isNaN(score.low()) && !Double.isNaN(score.high());
    return row(
        "measure",
        measure.heading(),
        "variant",
        variant,
        "value",
        score.value(),
        "low",
        interval ? score.low() : score.value(),
        "high",
        interval ? score.high() : score.value(),
        "text",
        new Numbers(gain).both(score),
        "better",
        switch (measure.better()) {
          case LARGER -> "larger is better";
          case SMALLER -> "smaller is better";
          case NEITHER -> "neither is better";
        });
  }
}
