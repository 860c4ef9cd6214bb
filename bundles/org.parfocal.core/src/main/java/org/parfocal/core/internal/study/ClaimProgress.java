package org.parfocal.core.internal.study;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Stretch;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.internal.claim.Claim;

/**
 * Hands everything on, and lets those who look at the claim on the job in hand see how far it is.
 */
final class ClaimProgress implements ProgressListener {
  private final ProgressListener listener;
  private @Nullable Claim claim;

  ClaimProgress(ProgressListener listener) {
    this.listener = listener;
  }

  /** The claim on the job in hand; null between jobs. */
  void of(@Nullable Claim held) {
    claim = held;
  }

  @Override
  public void jobProgress(JobKey job, double fraction, String what) {
    if (claim != null) {
      claim.progress(fraction, what);
    }
    listener.jobProgress(job, fraction, what);
  }

  @Override
  public void preparing(double fraction, String what) {
    listener.preparing(fraction, what);
  }

  @Override
  public void jobsToRun(List<JobKey> jobs) {
    listener.jobsToRun(jobs);
  }

  @Override
  public void jobStarted(JobKey job, int index, int total) {
    listener.jobStarted(job, index, total);
  }

  @Override
  public void jobStretch(JobKey job, Stretch stretch, long done) {
    listener.jobStretch(job, stretch, done);
  }

  @Override
  public void jobEnded(JobKey job, JobState state, Duration time, String headline) {
    listener.jobEnded(job, state, time, headline);
  }

  @Override
  public void warning(String sentence) {
    listener.warning(sentence);
  }

  @Override
  public void jobWarning(JobKey job, String sentence) {
    listener.jobWarning(job, sentence);
  }
}
