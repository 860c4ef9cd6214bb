package org.parfocal.core;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a study stands after a run.
 *
 * @param jobs every job with its state
 * @param scores everything that was scored
 * @param summary Markdown, what {@code results.md} holds
 * @param verdict the comparison of the variants in words, one sentence each
 * @param failedMetrics what metrics could not score because they threw, one sentence each
 * @param directory the study's folder
 */
public record StudyResult(
    List<PlannedJob> jobs,
    List<ScoreRow> scores,
    String summary,
    List<String> verdict,
    List<String> failedMetrics,
    Path directory) {}
