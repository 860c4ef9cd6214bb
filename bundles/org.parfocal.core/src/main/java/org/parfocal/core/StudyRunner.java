package org.parfocal.core;

import java.util.concurrent.CancellationException;

/** Plans, runs and re-scores studies. Holds no state between calls. */
public final class StudyRunner {
  public StudyPlan plan(Study study, StudyParts parts) {
    throw new UnsupportedOperationException("plan " + study.name() + parts);
  }

  public StudyResult run(
      Study study, StudyParts parts, RunOptions options, ProgressListener listener) {
    throw new CancellationException("run " + study.name() + parts + options + listener);
  }

  public StudyResult evaluate(Study study, StudyParts parts, ProgressListener listener) {
    throw new UnsupportedOperationException("evaluate " + study.name() + parts + listener);
  }
}
