package org.parfocal.core;

import java.util.List;
import org.parfocal.api.Dataset;
import org.parfocal.api.FoldPlan;

/**
 * What a study will do.
 *
 * @param study the study
 * @param dataset its data
 * @param folds made by its protocol, with those that cannot be made
 * @param jobs in the order in which they run
 */
public record StudyPlan(Study study, Dataset dataset, FoldPlan folds, List<PlannedJob> jobs) {}
