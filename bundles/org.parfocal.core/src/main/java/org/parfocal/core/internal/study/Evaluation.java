package org.parfocal.core.internal.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.parfocal.api.CacheFolder;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.Study;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyResult;
import org.parfocal.core.internal.claim.Claim;
import org.parfocal.core.internal.claim.Claims;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.KnownScores;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.internal.store.StoredPlan.StoredJob;
import org.parfocal.core.internal.store.StudyClaim;

/** Scores a study again from its files alone: no data set, no model, no engine. */
public final class Evaluation {
  private Evaluation() {}

  /**
   * Scores what the last run stored, and writes the result files anew.
   *
   * @throws org.parfocal.api.OutputException if there is nothing to score
   */
  public static StudyResult of(
      Disk disk, Study study, StudyParts parts, ProgressListener listener) {
    StoredPlan plan = StudyFiles.plan(disk, study.directory());
    try (Claims claims = new Claims("");
        Claim claim = StudyClaim.take(study.directory(), claims, listener)) {
      KnownScores known = KnownScores.of(CacheFolder.path(), study.directory());
      StudyScores scores = new StudyScores(disk, study, plan, parts, known);
      List<PlannedJob> jobs = new ArrayList<>();
      Set<String> warnings = new LinkedHashSet<>();
      for (StoredJob stored : plan.jobs()) {
        JobStatus status = JobStatus.of(disk, StoredPlan.planned(study.directory(), stored));
        jobs.add(score(status, scores, warnings));
        listener.preparing((double) jobs.size() / plan.jobs().size(), "scoring");
      }
      StudyResult result = scores.results(jobs, Set.of(), warnings);
      warnings.addAll(scores.warnings());
      warnings.forEach(listener::warning);
      return result;
    }
  }

  private static PlannedJob score(JobStatus status, StudyScores scores, Set<String> warnings) {
    PlannedJob job = status.job();
    if (status.foreign()) {
      String sentence = "the folder holds a job of another configuration";
      return job.with(JobState.PLANNED, 0, sentence);
    }
    if (!status.trouble().isEmpty()) {
      warnings.add(status.trouble().replace("the job is run again", "run the study again"));
      return job.with(JobState.PLANNED, job.attempts(), "its results are damaged");
    }
    if (job.state() == JobState.DONE) {
      JobRecord record = status.own().orElseThrow();
      try {
        scores.add(record, new StoredJob(job.key(), job.identity()));
      } catch (IOException e) {
        warnings.add("Job %s: %s.".formatted(job.key(), e.getMessage()));
        return job.with(JobState.PLANNED, job.attempts(), "its results are damaged");
      }
    }
    return job;
  }
}
