package org.parfocal.report.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Score;
import org.parfocal.core.DataFacts;
import org.parfocal.core.StoredJob;
import org.parfocal.report.Block;
import org.parfocal.report.KeyNumbers;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;
import org.parfocal.report.Words;

/** In words: what was asked, what was found, how sure it is, and what cannot be said. */
@Component(property = "service.ranking:Integer=1300")
public final class Findings implements ReportSection {
  private static final int NAMED = 6;
  private static final int BEST = 3;
  private static final int NOTES = 12;

  @Override
  public String heading() {
    return "In words";
  }

  @Override
  public String anchor() {
    return "in-words";
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    List<Block> blocks = new ArrayList<>();
    keyNumbers(study).ifPresent(blocks::add);
    blocks.add(new Words("What was asked", asked(study)));
    blocks.add(new Words("What was found", found(study), true));
    blocks.add(new Words("How sure it is", sure(study)));
    blocks.add(new Words("What cannot be said", unsaid(study)));
    return blocks;
  }

  /** The headline of the first variants. */
  private static Optional<KeyNumbers> keyNumbers(ReportedStudy study) {
    Optional<MetricColumn> headline = study.headline();
    if (headline.isEmpty()) {
      return Optional.empty();
    }
    MetricColumn mean = headline.get().mean();
    Numbers numbers = new Numbers(mean);
    List<KeyNumbers.KeyNumber> shown = new ArrayList<>();
    for (String variant : inKeyNumbers(study, mean)) {
      value(study, variant, mean)
          .ifPresent(
              score ->
                  shown.add(
                      new KeyNumbers.KeyNumber(
                          variant,
                          numbers.text(score.value()),
                          (mean.heading() + " " + numbers.interval(score)).strip())));
    }
    return shown.isEmpty() ? Optional.empty() : Optional.of(new KeyNumbers(shown));
  }

  /** All of a few variants; of many the first one and those with the best numbers. */
  private static List<String> inKeyNumbers(ReportedStudy study, MetricColumn mean) {
    List<String> variants = study.variants();
    return variants.size() <= NAMED
        ? variants
        : Stream.concat(variants.stream().limit(1), scored(study, mean).stream().limit(BEST))
            .distinct()
            .toList();
  }

  private static List<String> scored(ReportedStudy study, MetricColumn mean) {
    return study.variants().stream()
        .filter(variant -> value(study, variant, mean).isPresent())
        .sorted(order(study, mean))
        .toList();
  }

  /** What was asked, one sentence each. */
  static List<String> asked(ReportedStudy study) {
    List<String> sentences = new ArrayList<>();
    for (DataFacts data : study.stored().data()) {
      String classes =
          data.classes().size() == 2
              ? "is %s told from %s".formatted(data.classes().get(1), data.classes().get(0))
              : "are %d classes told apart (%s)"
                  .formatted(data.classes().size(), String.join(", ", data.classes()));
      String where =
          data.holdsOut()
              ? "at a %s that no training image had (%s, each held out in turn)"
                  .formatted(data.field(), String.join(", ", data.domains()))
              : "of patients that no training image shows (%s: %s)"
                  .formatted(data.field(), String.join(", ", data.domains()));
      sentences.add("How well %s in images %s?".formatted(classes, where));
      sentences.add(
          "Data: %s, %s of %s."
              .formatted(
                  data.dataset(),
                  Numbers.counted(data.samples(), "image"),
                  Numbers.counted(data.patients(), "patient")));
    }
    List<String> variants = study.variants();
    if (variants.size() > 1) {
      sentences.add(
          "%d variants are compared with %s: %s."
              .formatted(
                  variants.size() - 1,
                  variants.get(0),
                  listed(variants.subList(1, variants.size()))));
    }
    return sentences;
  }

  /** What was found, one sentence each. */
  static List<String> found(ReportedStudy study) {
    Optional<MetricColumn> headline = study.headline();
    if (headline.isEmpty()) {
      return List.of("No metric of the study has a headline; the tables have its numbers.");
    }
    List<String> sentences = new ArrayList<>(study.stored().verdict());
    MetricColumn mean = headline.get().mean();
    Numbers numbers = new Numbers(mean);
    List<String> scored = scored(study, mean);
    for (String variant : scored.subList(0, Math.min(NAMED, scored.size()))) {
      sentences.add(
          "%s: %s %s%s."
              .formatted(
                  variant,
                  mean.heading(),
                  numbers.both(value(study, variant, mean).orElseThrow()),
                  price(study, variant, headline.get())));
    }
    if (scored.size() > NAMED) {
      sentences.add("%d more variants stand in the leaderboard.".formatted(scored.size() - NAMED));
    }
    if (scored.isEmpty()) {
      sentences.add("Nothing is scored over all folds yet.");
    }
    return sentences;
  }

  private static Comparator<String> order(ReportedStudy study, MetricColumn mean) {
    Comparator<String> ascending =
        Comparator.comparingDouble(variant -> value(study, variant, mean).orElseThrow().value());
    return mean.better() == MetricColumn.Better.SMALLER ? ascending : ascending.reversed();
  }

  private static Optional<Score> value(ReportedStudy study, String variant, MetricColumn column) {
    return study.overall(variant, column, Score.ALL).filter(score -> !Double.isNaN(score.value()));
  }

  private static String price(ReportedStudy study, String variant, MetricColumn headline) {
    Optional<Score> seen = value(study, variant, headline.seen());
    Optional<Score> lost = value(study, variant, headline.lost());
    if (seen.isEmpty() || lost.isEmpty()) {
      return "";
    }
    return "; where the %s was trained on %s, so the unseen one costs %s"
        .formatted(
            study.stored().data(variant).field(),
            new Numbers(headline.seen()).text(seen.get().value()),
            new Numbers(headline.lost()).both(lost.get()));
  }

  /** How sure it is, one sentence each. */
  static List<String> sure(ReportedStudy study) {
    List<String> sentences = new ArrayList<>();
    for (DataFacts data : study.stored().data()) {
      int tested =
          data.folds().stream().mapToInt(DataFacts.FoldFacts::testPatients).max().orElse(0);
      sentences.add(
          "%s, with up to %s in the test of one; no patient is both trained on and tested."
              .formatted(
                  Numbers.counted(data.folds().size(), "fold"),
                  Numbers.counted(tested, "patient")));
    }
    long seeds = study.stored().jobs().stream().map(job -> job.key().seed()).distinct().count();
    sentences.add(
        "%s: each number is of %s of every model."
            .formatted(
                Numbers.counted(seeds, "seed"),
                seeds == 1 ? "one training" : seeds + " trainings"));
    sentences.add(
        "Brackets hold 95 % intervals; results.csv says of each number how its interval was made.");
    return sentences;
  }

  /** What cannot be said, one sentence each. */
  static List<String> unsaid(ReportedStudy study) {
    Set<String> sentences = new LinkedHashSet<>();
    List<StoredJob> missing = study.stored().jobs().stream().filter(job -> !job.isDone()).toList();
    if (!missing.isEmpty()) {
      sentences.add(
          "%s of %d: what depends on them is missing, and shown as missing."
              .formatted(
                  missing.size() == 1 ? "1 job is not done" : missing.size() + " jobs are not done",
                  study.stored().jobs().size()));
    }
    boolean few =
        study.stored().results().scores().stream().anyMatch(row -> row.score().isOfFewPatients());
    if (few) {
      sentences.add(
          "†: patients of a class are few, and such intervals are too narrow (docs/coverage.md says"
              + " by how much).");
    }
    if (study.stored().jobs().stream().map(job -> job.key().seed()).distinct().count() == 1) {
      sentences.add("How much another seed would change is not known: there is one.");
    }
    if (study.variants().size() > 1) {
      sentences.add(
          "Choosing a variant by its test numbers is choosing on the test: choose by validation.");
    }
    study.stored().data().stream()
        .flatMap(data -> data.unusable().stream())
        .map(reason -> "Fold that cannot be made: " + reason)
        .forEach(sentences::add);
    study.stored().data().stream()
        .filter(data -> !data.skipped().isEmpty())
        .map(data -> Numbers.counted(data.skipped().size(), "unreadable image") + " left out.")
        .forEach(sentences::add);
    Stream.concat(
            study.stored().data().stream().flatMap(data -> data.notes().stream()),
            JobRemarks.grouped(study.stored()).stream())
        .forEach(sentences::add);
    List<String> all = List.copyOf(sentences);
    return all.size() <= NOTES
        ? all
        : Stream.concat(
                all.subList(0, NOTES).stream(),
                Stream.of("%d more notes stand in results.json.".formatted(all.size() - NOTES)))
            .toList();
  }

  private static String listed(List<String> names) {
    return names.size() <= NAMED
        ? String.join(", ", names)
        : "%s and %d more"
            .formatted(String.join(", ", names.subList(0, NAMED)), names.size() - NAMED);
  }
}
