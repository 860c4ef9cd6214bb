package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.core.AcrossStudies;
import org.parfocal.core.AcrossStudies.Compared;
import org.parfocal.core.text.Markdown;
import org.parfocal.statistics.WilcoxonSignedRank;

/** A comparison over data sets as a table and in words. */
public final class StudiesText {
  private static final double SURE = 0.95;
  private static final double LEVEL = 0.05;
  private static final NumberStyle GAIN = new NumberStyle(3, true);

  private final AcrossStudies across;
  private final MetricColumn measure;

  private StudiesText(AcrossStudies across) {
    this.across = across;
    this.measure = across.measure().mean();
  }

  /** The table, and one line each for what can be said. */
  public static String of(AcrossStudies across) {
    return new StudiesText(across).text();
  }

  private String text() {
    StringBuilder text = new StringBuilder(table()).append('\n');
    sentences().forEach(line -> text.append("- ").append(Markdown.item(line)).append('\n'));
    return text.toString();
  }

  private String table() {
    boolean beliefs = across.variants().stream().allMatch(one -> one.beliefs().isPresent());
    List<String> header =
        new ArrayList<>(
            List.of("%s minus that of %s".formatted(measure.heading(), across.reference())));
    header.addAll(across.studies());
    header.add("mean");
    if (beliefs) {
      header.addAll(List.of("P better", "P equal", "P worse"));
    }
    header.add("p");
    MarkdownTable table = new MarkdownTable(header);
    for (Compared one : across.variants()) {
      List<String> cells = new ArrayList<>(List.of(one.name()));
      one.differences()
          .forEach(
              score -> cells.add(GAIN.text(score.value()) + Tally.Interval.of(score).text(GAIN)));
      cells.add(GAIN.text(one.mean()));
      one.beliefs()
          .ifPresent(
              held ->
                  Stream.of(held.better(), held.equal(), held.worse())
                      .forEach(share -> cells.add(share(share))));
      cells.add(String.format(Locale.ROOT, "%.3f", one.p()));
      table.add(cells);
    }
    return table.text();
  }

  private List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    across.variants().forEach(one -> sentences.add(sentence(one)));
    int studies = across.studies().size();
    if (studies < AcrossStudies.FEWEST) {
      sentences.add(
          "%d data sets are too few for a probability that a method is better on others; %d are needed."
              .formatted(studies, AcrossStudies.FEWEST));
    } else {
      sentences.add(
          "P: Bayesian signed rank over the data sets, by more or less than ±%s (Benavoli et al. 2014, 2017)."
              .formatted(across.region()));
    }
    int compared = across.variants().size();
    sentences.add(
        "p: Wilcoxon's signed-rank test over the data sets%s."
            .formatted(
                compared > 1 ? ", corrected for %d comparisons (Holm)".formatted(compared) : ""));
    double smallest = WilcoxonSignedRank.smallest(studies);
    if (smallest > LEVEL) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "With %d data sets it cannot be below %.3f, whatever the differences.",
              studies,
              smallest));
    }
    sentences.add("Each data set counts once, however many patients it has.");
    if (!across.leftOut().isEmpty()) {
      sentences.add(
          "Left out, since not all studies have a gain of them: %s."
              .formatted(String.join(", ", across.leftOut())));
    }
    across.variants().stream()
        .flatMap(one -> IntervalLegend.of(one.differences()).stream())
        .distinct()
        .forEach(sentences::add);
    return sentences;
  }

  private String sentence(Compared one) {
    int studies = one.differences().size();
    boolean smaller = across.measure().better() == Better.SMALLER;
    long better =
        one.differences().stream()
            .filter(score -> smaller ? score.value() < 0 : score.value() > 0)
            .count();
    String counted =
        "better on %d of %d data sets, by %s in %s on average"
            .formatted(better, studies, GAIN.text(one.mean()), measure.heading());
    String tested =
        one.beliefs()
            .map(
                held ->
                    "; probability %s of better, %s of no difference that matters, %s of worse"
                        .formatted(share(held.better()), share(held.equal()), share(held.worse())))
            .orElse("");
    return "%s %s: %s%s; p = %s."
        .formatted(
            one.name(), finding(one), counted, tested, String.format(Locale.ROOT, "%.3f", one.p()));
  }

  private String finding(Compared one) {
    String reference = across.reference();
    return one.beliefs()
        .map(
            held ->
                held.better() >= SURE
                    ? "is better than %s on most data sets".formatted(reference)
                    : held.worse() >= SURE
                        ? "is worse than %s on most data sets".formatted(reference)
                        : held.equal() >= SURE
                            ? "makes no difference that matters (±%s) to %s on most data sets"
                                .formatted(across.region(), reference)
                            : "cannot be told from %s over these data sets".formatted(reference))
        .orElse("beside %s".formatted(reference));
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "%.2f", share);
  }
}
