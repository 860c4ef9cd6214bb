package org.parfocal.report.internal;

import static org.parfocal.report.ReportedStudy.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.Score;
import org.parfocal.report.Block;
import org.parfocal.report.Figure;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;

/** Each variant at each domain: what it scores there, and what it scores where it has seen it. */
@Component(property = "service.ranking:Integer=1100")
public final class HeldOut implements ReportSection {
  @Override
  public String heading() {
    return "Held out, one by one";
  }

  @Override
  public String anchor() {
    return "held-out";
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    List<Block> blocks = new ArrayList<>();
    List<Map<String, @Nullable Object>> cells = new ArrayList<>();
    List<Map<String, @Nullable Object>> slopes = new ArrayList<>();
    for (MetricColumn measure : study.measures()) {
      cells.addAll(cells(study, measure));
      slopes.addAll(slopes(study, measure));
    }
    String field = study.stored().data().get(0).field();
    if (!cells.isEmpty()) {
      blocks.add(
          new Figure(
              "heat-map",
              "Test by %s and variant".formatted(field),
              List.of(
                  "Over all seeds; below each number its 95 % interval, where there is one.",
                  "The better a number, the darker its field."),
              Specifications.figure("heat-map"),
              cells,
              List.of("measure")));
    }
    if (!slopes.isEmpty()) {
      blocks.add(
          new Figure(
              "seen-unseen",
              "The price of an unseen " + field,
              List.of(
                  "The same test images twice: by models that trained on their %s, and by models that never saw it."
                      .formatted(field),
                  "A steep line is a model that breaks."),
              Specifications.figure("seen-unseen"),
              slopes,
              Shown.choices(study, "measure")));
    }
    return blocks;
  }

  private static List<Map<String, @Nullable Object>> cells(
      ReportedStudy study, MetricColumn measure) {
    Map<String[], Score> scores = new LinkedHashMap<>();
    for (String variant : study.variants()) {
      for (String domain : study.domains(variant)) {
        study
            .overall(variant, measure.mean(), domain)
            .filter(score -> !Double.isNaN(score.value()))
            .ifPresent(score -> scores.put(new String[] {variant, domain}, score));
      }
    }
    double low = scores.values().stream().mapToDouble(Score::value).min().orElse(0);
    double high = scores.values().stream().mapToDouble(Score::value).max().orElse(1);
    Numbers numbers = new Numbers(measure);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    scores.forEach(
        (place, score) -> {
          double share = high > low ? (score.value() - low) / (high - low) : 0.5;
          rows.add(
              row(
                  "measure",
                  measure.heading(),
                  "variant",
                  place[0],
                  "domain",
                  place[1],
                  "value",
                  score.value(),
                  "text",
                  numbers.text(score.value()),
                  "interval",
                  numbers.interval(score),
                  "shade",
                  Numbers.rounded(measure.better() == Better.SMALLER ? 1 - share : share)));
        });
    return rows;
  }

  private static List<Map<String, @Nullable Object>> slopes(
      ReportedStudy study, MetricColumn measure) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (String variant : study.variants()) {
      for (String domain : study.domains(variant)) {
        Optional<Score> seen = study.overall(variant, measure.seen(), domain);
        Optional<Score> test = study.overall(variant, measure.mean(), domain);
        if (seen.isPresent() && test.isPresent()) {
          rows.add(end(study, measure, variant, domain, "seen", seen.get()));
          rows.add(end(study, measure, variant, domain, "unseen", test.get()));
        }
      }
    }
    return rows;
  }

  private static Map<String, @Nullable Object> end(
      ReportedStudy study,
      MetricColumn measure,
      String variant,
      String domain,
      String part,
      Score score) {
    Numbers numbers = new Numbers(measure);
    return row(
        "measure",
        measure.heading(),
        "variant",
        variant,
        "domain",
        domain,
        "always",
        Shown.always(study, variant),
        "part",
        part,
        "value",
        score.value(),
        "text",
        numbers.both(score));
  }
}
