package org.parfocal.core;

import java.util.Optional;
import java.util.Set;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.study.CostEstimate;
import org.parfocal.core.internal.study.Evaluation;
import org.parfocal.core.internal.study.Planner;
import org.parfocal.core.internal.study.StudyRun;
import org.parfocal.core.internal.study.Worker;

/**
 * Plans, runs and re-scores studies. Holds no state between calls.
 *
 * <p>A job whose result stands on the disk under the same identity is kept; what failed stays
 * failed unless asked otherwise; what was stopped or killed is run again. Killing the process at
 * any moment loses at most the job in hand.
 */
public final class StudyRunner {
  private final Disk disk;

  public StudyRunner() {
    this(new Disk());
  }

  StudyRunner(Disk disk) {
    this.disk = disk;
  }

  /**
   * Reads each index, makes the folds and looks up where each job stands. Writes nothing into the
   * study's folder.
   *
   * @param checkContent as {@link RunOption#CHECK_CONTENT}
   * @throws org.parfocal.api.DatasetException if the data set cannot serve the protocol
   */
  public StudyPlan plan(
      Study study, StudyParts parts, boolean checkContent, ProgressListener listener) {
    return Planner.plan(disk, study, parts, checkContent, listener);
  }

  /**
   * Measures what the open jobs of a plan will take: those of a variant without finished jobs by
   * running one in a temporary folder until its pace is known. Changes nothing in the study's
   * folder.
   *
   * @throws org.parfocal.api.PluginException if such a job fails
   * @throws java.util.concurrent.CancellationException if the thread was interrupted
   */
  public StudyCost cost(StudyPlan plan, StudyParts parts, ProgressListener listener) {
    return CostEstimate.of(disk, plan, parts, System::nanoTime, listener);
  }

  /**
   * Runs every job that is not done. The running thread's interrupt stops the study: the job in
   * hand is recorded as {@link JobState#INTERRUPTED}, the result files are written, and the
   * interrupt is consumed.
   *
   * @return where the study stands; a failed job does not stop it unless {@link
   *     RunOption#FAIL_FAST} says so
   * @throws org.parfocal.api.DatasetException if the data set cannot serve the protocol, or images
   *     cannot be read and {@link RunOption#SKIP_UNREADABLE} does not allow it
   * @throws org.parfocal.api.OutputException if another process runs the study, or results cannot
   *     be written
   * @throws java.util.concurrent.CancellationException if the thread was interrupted
   */
  public StudyResult run(
      Study study, StudyParts parts, Set<RunOption> options, ProgressListener listener) {
    return StudyRun.of(disk, study, parts, options, Optional.empty(), listener);
  }

  /**
   * The same, with the jobs left to other processes. Those of before that are not done, and those
   * that fail, are treated as by {@link #run}.
   *
   * @throws org.parfocal.api.PluginException if the workers end before they do any work
   */
  public StudyResult run(
      Study study,
      StudyParts parts,
      Set<RunOption> options,
      Delegation delegation,
      ProgressListener listener) {
    return StudyRun.of(disk, study, parts, options, Optional.of(delegation), listener);
  }

  /**
   * Works on jobs of a study beside other processes, which may run on other machines that see the
   * same folder. Each job is run by one of them; the scores are left to {@link #run} and {@link
   * #evaluate}.
   *
   * @throws org.parfocal.api.ConfigurationException if the study in the folder has other jobs than
   *     these plugins and settings make
   * @throws org.parfocal.api.OutputException if the folder does not show the run that started this
   *     worker, or cannot be written
   * @throws java.util.concurrent.CancellationException if the thread was interrupted
   */
  public WorkResult work(
      Study study, StudyParts parts, WorkOptions options, ProgressListener listener) {
    return Worker.of(disk, study, parts, options, listener);
  }

  /**
   * Scores the stored predictions again with the study's metrics, and writes the result files.
   * Needs no data set and no model.
   *
   * @throws org.parfocal.api.OutputException if the study has no stored results
   */
  public StudyResult evaluate(Study study, StudyParts parts, ProgressListener listener) {
    return Evaluation.of(disk, study, parts, listener);
  }
}
