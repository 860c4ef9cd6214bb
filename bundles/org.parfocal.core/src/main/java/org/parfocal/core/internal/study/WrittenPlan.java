package org.parfocal.core.internal.study;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.parfocal.core.CacheBound;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.RunOption;
import org.parfocal.core.Study;
import org.parfocal.core.StudyData;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.StoredPlan;

/**
 * The plan of a study whose images were all read once, as it stands in the study's folder.
 *
 * @param plan with the data
 * @param stored what the folder says of it
 */
record WrittenPlan(StudyPlan plan, StoredPlan stored) {
  /** Reads the images and writes the plan; only for the process that holds the study's claim. */
  static WrittenPlan of(
      Disk disk,
      Study study,
      StudyParts parts,
      List<StudyData> data,
      Set<RunOption> options,
      ProgressListener listener) {
    disk.removeUnfinished(study.directory());
    CacheBound.ofUser().keep(Instant.now());
    Map<String, List<Unreadable>> skipped =
        Preparation.leftOut(disk, study, parts, data, options, listener);
    StudyPlan plan = Planner.jobs(study, parts, data, skipped);
    StoredPlan stored = StoredPlan.of(plan, skipped);
    StudyFiles.write(disk, plan, stored);
    return new WrittenPlan(plan, stored);
  }
}
