package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.parfocal.api.GainNumber;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Score;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.report.Gain.Finding;
import org.parfocal.core.internal.store.StoredPlan;

/** The comparison in words: who wins, by how much, how sure, and what cannot be said. */
public final class Verdict {
  private final String first;
  private final List<Gain> gains;

  private Verdict(String first, List<Gain> gains) {
    this.first = first;
    this.gains = gains;
  }

  /**
   * One sentence each.
   *
   * @return nothing where nothing is compared
   */
  public static List<String> sentences(
      StoredPlan plan, List<ScoreRow> rows, List<MetricColumn> columns) {
    List<Gain> gains = Gain.of(plan, rows, new Columns(columns, rows));
    return gains.isEmpty() ? List.of() : new Verdict(plan.variants().get(0), gains).sentences();
  }

  private List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    List<Gain> better = found(Finding.BETTER);
    if (better.stream().noneMatch(gain -> !gain.hasSplits() || gain.holdsOverSplits())) {
      sentences.add(
          "No variant is shown to be better than %s (%s).".formatted(first, measure().heading()));
    }
    better.forEach(gain -> sentences.add(claim(gain, "better")));
    if (better.size() > 1) {
      sentences.add("Which of those that are better is the best was not tested.");
    }
    found(Finding.WORSE).forEach(gain -> sentences.add(claim(gain, "worse")));
    add(
        sentences,
        Finding.SAME,
        "No difference from %s that matters (±%s)".formatted(first, region()));
    add(sentences, Finding.UNKNOWN, "No difference from %s can be told".formatted(first));
    add(
        sentences,
        Finding.TOO_FEW_PATIENTS,
        "Patients are too few for an interval, and the permutation test tells no difference from %s"
            .formatted(first));
    if (isOutOfReach()) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "Exchanging so few patients, p is never below %.3f, and %s: whatever the variants do,"
                  + " this study cannot show a difference.",
              leastP(),
              compared() == 1
                  ? "a finding needs 0.05"
                  : "%d comparisons need %.3f".formatted(compared(), Gain.LEVEL / compared())));
    }
    sentences.addAll(notCovered());
    return sentences;
  }

  private boolean isOutOfReach() {
    return !found(Finding.TOO_FEW_PATIENTS).isEmpty() && leastP() * compared() > Gain.LEVEL;
  }

  private double leastP() {
    return gains.stream()
        .mapToDouble(gain -> gain.numbers().applyAsDouble(GainNumber.EXCHANGE_LEAST_P))
        .filter(p -> !Double.isNaN(p))
        .min()
        .orElse(0);
  }

  private int compared() {
    return (int) gains.stream().filter(gain -> !Double.isNaN(gain.exchangeP())).count();
  }

  private MetricColumn measure() {
    return gains.get(0).measure().mean();
  }

  private String region() {
    return number(gains.get(0).numbers().applyAsDouble(GainNumber.REGION));
  }

  private List<Gain> found(Finding finding) {
    return gains.stream().filter(gain -> gain.finding() == finding).toList();
  }

  private void add(List<String> sentences, Finding finding, String words) {
    List<Gain> found = found(finding);
    if (!found.isEmpty()) {
      sentences.add(
          "%s: %s."
              .formatted(
                  words,
                  found.stream()
                      .map(gain -> "%s (%s)".formatted(gain.variant(), numbers(gain)))
                      .collect(Collectors.joining("; "))));
    }
  }

  private String claim(Gain gain, String word) {
    if (!gain.hasSplits()) {
      return "%s is %s than %s: %s.".formatted(gain.variant(), word, first, numbers(gain));
    }
    return gain.holdsOverSplits()
        ? "%s is %s than %s: %s. It holds over the splits of the patients: %s."
            .formatted(gain.variant(), word, first, numbers(gain), splits(gain))
        : "%s scored %s than %s on these splits of the patients: %s. For others it is not shown: %s."
            .formatted(gain.variant(), word, first, numbers(gain), splits(gain));
  }

  private String numbers(Gain gain) {
    Score difference = gain.difference();
    return "%s%s, %s"
        .formatted(
            gain.finding() == Finding.BETTER || gain.finding() == Finding.WORSE
                ? measure().heading() + " "
                : "",
            withInterval(difference),
            Double.isNaN(gain.exchangeP()) ? "not tested" : p(gain.exchangeP()));
  }

  private String splits(Gain gain) {
    return String.format(
        Locale.ROOT,
        "%s, %s; probability %.2f of better and %.2f of worse by more than %s",
        withInterval(gain.splits().orElseThrow()),
        p(gain.splitsP()),
        gain.numbers().applyAsDouble(GainNumber.SPLITS_BETTER),
        gain.numbers().applyAsDouble(GainNumber.SPLITS_WORSE),
        region());
  }

  /** What the numbers do not reach. */
  private List<String> notCovered() {
    List<String> sentences = new ArrayList<>();
    if (compared() > 0) {
      sentences.add(
          "p: permutation of patients"
              + (compared() > 1
                  ? ", corrected for %d comparisons (Holm).".formatted(compared())
                  : "."));
    }
    if (gains.stream().noneMatch(Gain::hasSplits)) {
      sentences.add(
          "The patients were split once: training patients are not resampled, and another split may"
              + " say otherwise.");
    }
    if (gains.stream().anyMatch(gain -> gain.seeds() == 1)) {
      sentences.add("One seed: another training may say otherwise.");
    }
    return sentences;
  }

  private static String withInterval(Score score) {
    NumberStyle style = new NumberStyle(3, true);
    return style.text(score.value()) + Tally.Interval.of(score).text(style);
  }

  private static String p(double p) {
    return p < 0.0005 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "0" : Double.toString(value);
  }
}
