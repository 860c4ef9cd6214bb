package org.parfocal.core.internal.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.StudyScore;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredPlan;

/**
 * Scores each variant over all of its folds and seeds, beside the study's first variant. A seed
 * that lacks a fold is left out, and the scores say so.
 */
final class VariantScores {
  private final StoredPlan plan;
  private final FinishedJobs finished;
  private final Scoring scoring;
  private final Set<String> gaps = new LinkedHashSet<>();
  private final Set<String> failures = new LinkedHashSet<>();

  VariantScores(StoredPlan plan, FinishedJobs finished, Scoring scoring) {
    this.plan = plan;
    this.finished = finished;
    this.scoring = scoring;
  }

  /** What the scores lack, and what could not be read. */
  Set<String> warnings() {
    Set<String> warnings = new LinkedHashSet<>(failures);
    warnings.addAll(gaps);
    return warnings;
  }

  /**
   * The rows of every variant, in the order of the plan.
   *
   * @param unfinished variants with jobs that are still to be run; they wait, and so does what is
   *     compared with them
   */
  Map<String, List<ScoreRow>> rows(Set<String> unfinished) {
    gaps.clear();
    Map<String, List<ScoreRow>> rows = new HashMap<>();
    String first = plan.variants().get(0);
    for (String variant : plan.variants()) {
      boolean compared = plan.isCompared(variant);
      if (!unfinished.contains(variant) && !(compared && unfinished.contains(first))) {
        rows.put(variant, rows(variant, compared ? finished.ofCompleteSeeds(first) : List.of()));
      }
    }
    return rows;
  }

  private List<ScoreRow> rows(String variant, List<JobRecord> reference) {
    List<JobRecord> own = finished.ofCompleteSeeds(variant);
    String lacking = lacking(variant);
    if (!lacking.isEmpty()) {
      gaps.add("Variant %s: the scores over all folds lack %s.".formatted(variant, lacking));
    }
    return own.isEmpty() ? List.of() : noted(variant, score(variant, own, reference));
  }

  /** These rows, and what they lack. */
  List<ScoreRow> noted(String variant, List<ScoreRow> rows) {
    String lacking = lacking(variant);
    return rows.stream()
        .map(this::noteUnusable)
        .map(row -> row.score().metric().endsWith(MetricColumn.DIFFERENCE) ? noteOthers(row) : row)
        .map(row -> lacking.isEmpty() || !overAll(row) ? row : row.noted("without " + lacking))
        .toList();
  }

  private List<ScoreRow> score(String variant, List<JobRecord> own, List<JobRecord> reference) {
    try {
      return scoring.ofVariant(variant, own, reference);
    } catch (IOException e) {
      failures.add(
          "Variant %s was not scored over all folds: %s.".formatted(variant, e.getMessage()));
      return List.of();
    }
  }

  /** The seeds that are left out, and how much of them is missing; or empty. */
  private String lacking(String variant) {
    int folds = plan.data(variant).folds().size();
    List<String> seeds = new ArrayList<>();
    for (long seed : finished.seeds(variant)) {
      int missing = finished.missing(variant, plan.data(variant).folds(), seed);
      if (missing > 0) {
        seeds.add("seed %d (%d of %d folds are missing)".formatted(seed, missing, folds));
      }
    }
    return String.join(", ", seeds);
  }

  private ScoreRow noteUnusable(ScoreRow row) {
    StoredData data = plan.data(row.variant());
    int unusable = data.unusable().size();
    return unusable == 0 || !row.fold().equals(StudyScore.ALL_FOLDS)
        ? row
        : row.noted(
            "%d of %d folds cannot be made".formatted(unusable, unusable + data.folds().size()));
  }

  /** A gain says beside how many others it stands. */
  private ScoreRow noteOthers(ScoreRow row) {
    int compared = plan.comparisons();
    return compared == 1
        ? row
        : row.noted(
            "one of %d comparisons with %s, not corrected for their number"
                .formatted(compared, plan.variants().get(0)));
  }

  private static boolean overAll(ScoreRow row) {
    return row.seed().equals(StudyScore.ALL_SEEDS);
  }
}
