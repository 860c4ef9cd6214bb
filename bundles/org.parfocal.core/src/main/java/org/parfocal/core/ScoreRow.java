package org.parfocal.core;

import org.parfocal.api.Score;

/**
 * A row of {@code results.csv}.
 *
 * @param variant variant name
 * @param fold fold or group name; see {@code pooled}
 * @param pooled whether the row was scored on the pooled predictions of a group of folds
 * @param seed seed
 * @param score the number
 */
public record ScoreRow(String variant, String fold, boolean pooled, long seed, Score score) {}
