package org.parfocal.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.GainNumber;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.internal.report.StudiesText;
import org.parfocal.statistics.BayesianSignedRank;
import org.parfocal.statistics.Beliefs;
import org.parfocal.statistics.Holm;
import org.parfocal.statistics.WilcoxonSignedRank;

/**
 * The variants that several studies share, each compared with the one that all of them name first:
 * one study a data set, one difference a study. Whether a variant is better on most data sets is
 * told by the Bayesian signed rank with a region of practical equivalence ({@link
 * BayesianSignedRank}), from {@value #FEWEST} data sets on, and by Wilcoxon's test, whose p is
 * corrected for the number of variants ({@link Holm}).
 *
 * @param studies their names
 * @param measure whose mean over all folds and seeds is compared
 * @param reference the variant that comes first in all of them
 * @param region half the width of the region of practical equivalence
 * @param variants those that all studies have, in the order of the first study
 * @param leftOut variants that some studies lack
 */
public record AcrossStudies(
    List<String> studies,
    MetricColumn measure,
    String reference,
    double region,
    List<Compared> variants,
    List<String> leftOut) {
  /** With fewer data sets their spread cannot be told, and probabilities would be much too sure. */
  public static final int FEWEST = 5;

  private static final int DRAWS = 20_000;
  private static final long SEED = 2016;

  /**
   * A variant beside the first one.
   *
   * @param name of the variant
   * @param differences this variant minus the first one in each study, with its interval there
   * @param beliefs how probable it is that it is better; empty from few data sets
   * @param wilcoxon signed-rank test of the differences
   * @param p of that test, corrected for the number of variants
   */
  public record Compared(
      String name,
      List<Score> differences,
      Optional<Beliefs> beliefs,
      WilcoxonSignedRank wilcoxon,
      double p) {
    public Compared {
      differences = List.copyOf(differences);
    }

    /** Mean over the studies, each counted once. */
    public double mean() {
      return differences.stream().mapToDouble(Score::value).average().orElseThrow();
    }
  }

  public AcrossStudies {
    studies = List.copyOf(studies);
    variants = List.copyOf(variants);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Compares.
   *
   * @param results by the name of the study, two or more
   * @param measure name of a measure that stands in the tables of all, for example {@code auc};
   *     empty for that of their headline
   * @throws ConfigurationException if they cannot be compared: of one data set, not finished, of
   *     another first variant, measure or region
   */
  public static AcrossStudies of(Map<String, StudyResults> results, String measure) {
    if (results.size() < 2) {
      throw new ConfigurationException(
          "A comparison over data sets needs two studies or more; that of the variants of one study stands in its results.md.");
    }
    results.forEach(AcrossStudies::requireComplete);
    requireSeveralDatasets(results);
    MetricColumn column = column(results, measure);
    String reference = reference(results);
    Map<String, List<Score>> differences = new LinkedHashMap<>();
    Set<String> leftOut = new LinkedHashSet<>();
    for (StudyResults study : results.values()) {
      study.variants().stream().filter(name -> !name.equals(reference)).forEach(leftOut::add);
    }
    StudyResults first = results.values().iterator().next();
    for (String variant : first.variants()) {
      List<Score> found =
          results.values().stream()
              .map(study -> score(study, variant, column.mean().name() + MetricColumn.DIFFERENCE))
              .flatMap(Optional::stream)
              .filter(score -> !Double.isNaN(score.value()))
              .toList();
      if (found.size() == results.size() && !Selection.isOracle(variant)) {
        differences.put(variant, found);
        leftOut.remove(variant);
      }
    }
    if (differences.isEmpty()) {
      throw new ConfigurationException(
          "No variant beside %s has a gain in %s in all of these studies; give them the same names in all study files."
              .formatted(reference, column.mean().heading()));
    }
    double region = region(results, column, differences.keySet().iterator().next());
    return new AcrossStudies(
        List.copyOf(results.keySet()),
        column,
        reference,
        region,
        compared(differences, column, region),
        List.copyOf(leftOut));
  }

  private static List<Compared> compared(
      Map<String, List<Score>> differences, MetricColumn column, double region) {
    double sign = column.better() == Better.SMALLER ? -1 : 1;
    List<WilcoxonSignedRank> tests = new ArrayList<>();
    List<Optional<Beliefs>> beliefs = new ArrayList<>();
    for (List<Score> scores : differences.values()) {
      double[] gains = scores.stream().mapToDouble(score -> sign * score.value()).toArray();
      tests.add(WilcoxonSignedRank.of(gains));
      beliefs.add(
          gains.length < FEWEST
              ? Optional.empty()
              : Optional.of(new BayesianSignedRank(DRAWS, SEED).beliefs(gains, region)));
    }
    double[] p = Holm.corrected(tests.stream().mapToDouble(WilcoxonSignedRank::p).toArray());
    List<Compared> compared = new ArrayList<>();
    differences.forEach(
        (name, scores) -> {
          int at = compared.size();
          compared.add(new Compared(name, scores, beliefs.get(at), tests.get(at), p[at]));
        });
    return compared;
  }

  private static void requireComplete(String name, StudyResults study) {
    int missing = study.missing().size();
    if (missing > 0) {
      throw new ConfigurationException(
          "%d of %d jobs of study %s are not done (for example %s); run it to its end first."
              .formatted(missing, study.jobs().size(), name, study.missing().get(0).key()));
    }
  }

  private static void requireSeveralDatasets(Map<String, StudyResults> results) {
    Map<String, String> owners = new LinkedHashMap<>();
    results.forEach(
        (name, study) -> {
          List<String> manifests =
              study.data().stream().map(StudyResults.Data::manifest).distinct().toList();
          if (manifests.size() > 1) {
            throw new ConfigurationException(
                "The variants of study %s are of several data sets; make one study of each."
                    .formatted(name));
          }
          String other = owners.putIfAbsent(manifests.get(0), name);
          if (other != null) {
            throw new ConfigurationException(
                "The studies %s and %s are of the same images (data set %s), and a comparison over data sets counts each once; name one of them."
                    .formatted(other, name, study.data().get(0).dataset()));
          }
        });
  }

  private static MetricColumn column(Map<String, StudyResults> results, String measure) {
    MetricColumn common = null;
    String of = "";
    for (Map.Entry<String, StudyResults> study : results.entrySet()) {
      MetricColumn own = column(study.getKey(), study.getValue(), measure);
      if (common != null && !common.name().equals(own.name())) {
        throw new ConfigurationException(
            "The headline of study %s is %s and that of %s is %s; choose one with --measure."
                .formatted(of, common.name(), study.getKey(), own.name()));
      }
      common = own;
      of = study.getKey();
    }
    return Objects.requireNonNull(common);
  }

  private static MetricColumn column(String name, StudyResults study, String measure) {
    return study.columns().stream()
        .filter(
            column -> measure.isEmpty() ? column.in(Table.HEADLINE) : column.name().equals(measure))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    measure.isEmpty()
                        ? "Study %s has no measure of the headline; choose one with --measure."
                            .formatted(name)
                        : "Study %s has no measure '%s'; its results.json lists those it has under \"columns\"."
                            .formatted(name, measure)));
  }

  private static String reference(Map<String, StudyResults> results) {
    Map<String, String> firsts = new LinkedHashMap<>();
    results.forEach((name, study) -> firsts.putIfAbsent(study.variants().get(0), name));
    if (firsts.size() > 1) {
      throw new ConfigurationException(
          "The studies compare with different variants (%s); put the same one first in all study files."
              .formatted(
                  String.join(
                      ", ",
                      firsts.entrySet().stream()
                          .map(first -> "%s in %s".formatted(first.getKey(), first.getValue()))
                          .toList())));
    }
    return firsts.keySet().iterator().next();
  }

  private static double region(
      Map<String, StudyResults> results, MetricColumn column, String variant) {
    List<Double> regions =
        results.values().stream()
            .map(study -> score(study, variant, GainNumber.REGION.of(column)))
            .map(score -> score.map(Score::value).orElse(0.0))
            .distinct()
            .toList();
    if (regions.size() > 1) {
      throw new ConfigurationException(
          "The studies have different regions of practical equivalence (%s); give all of them the same practical-difference and evaluate them again."
              .formatted(String.join(", ", regions.stream().map(String::valueOf).toList())));
    }
    return regions.get(0);
  }

  private static Optional<Score> score(StudyResults study, String variant, String metric) {
    return study.scores().stream()
        .filter(row -> row.variant().equals(variant) && row.score().metric().equals(metric))
        .filter(row -> row.fold().equals(StudyScore.ALL_FOLDS))
        .filter(row -> row.seed().equals(StudyScore.ALL_SEEDS))
        .map(ScoreRow::score)
        .filter(score -> score.part() == Part.TEST && score.scope().equals(Score.ALL))
        .findFirst();
  }

  /** Markdown: a table of the differences and what can be said, one sentence each. */
  public String text() {
    return StudiesText.of(this);
  }
}
