package org.parfocal.core.internal.study;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.OutputException;
import org.parfocal.api.ParfocalException;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.Variant;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.Yaml;

/**
 * Runs one job of a plan and writes its folder. Needs nothing but the plan, the job's name and the
 * parts, so it may run in any process that can open the study.
 *
 * <p>Whatever a plugin throws, errors included, fails the job. Two things go further: the user's
 * stop, and results that cannot be written; both leave the job to be run again.
 */
final class JobRunner {
  private static final int MAX_TRACE = 1 << 16;

  private final Disk disk;
  private final StudyPlan plan;
  private final StudyParts parts;
  private final PixelGuard guard;

  /**
   * Runs jobs of a plan.
   *
   * @param guard which the samples of the plan ask before they give pixels
   */
  JobRunner(Disk disk, StudyPlan plan, StudyParts parts, PixelGuard guard) {
    this.disk = disk;
    this.plan = plan;
    this.parts = parts;
    this.guard = guard;
  }

  /**
   * Runs a job.
   *
   * @param key names it
   * @param before its record up to now
   * @param crashes how often it was found begun and not ended
   * @return its record: DONE or FAILED
   * @throws java.util.concurrent.CancellationException if the user stopped it
   * @throws OutputException if its folder cannot be written
   */
  JobRecord run(JobKey key, JobRecord before, int crashes, ProgressListener listener) {
    PlannedJob job = find(plan.jobs(), key);
    JobFolder folder = new JobFolder(disk, job.directory());
    folder.makeEmpty();
    JobRecord record = before.begun(crashes, now(), parts.environment());
    folder.write(record);
    long start = System.nanoTime();
    Dataset dataset = plan.data(key.variant()).dataset();
    RunningJob running =
        new RunningJob(
            key,
            dataset,
            guard,
            folder,
            plan.study().directory().resolve(".cache"),
            disk,
            listener);
    try {
      Variant variant = plan.variant(key.variant());
      disk.write(folder.resolve(JobFolder.CONFIGURATION), Yaml.document(variant.configuration()));
      new JobWork(disk, parts, guard, folder, running).execute(variant, dataset, fold(key));
      if (Thread.currentThread().isInterrupted()) {
        throw Stopped.exception();
      }
      JobRecord done = record.done(now(), seconds(start), running.warnings(), folder.storedFiles());
      folder.write(done);
      return done;
    } catch (Throwable thrown) {
      return end(folder, record, thrown, seconds(start), running.warnings());
    }
  }

  private static JobRecord end(
      JobFolder folder, JobRecord record, Throwable thrown, double seconds, List<String> warnings) {
    boolean stopped = Stopped.by(thrown);
    boolean unwritable = thrown instanceof OutputException || thrown instanceof IOException;
    JobRecord ended =
        record.ended(
            stopped || unwritable ? JobState.INTERRUPTED : JobState.FAILED,
            now(),
            seconds,
            stopped ? "stopped by the user" : sentence(thrown),
            stopped ? "" : trace(thrown),
            warnings);
    try {
      folder.write(ended);
    } catch (OutputException e) {
      if (!unwritable && !stopped) {
        e.addSuppressed(thrown);
        throw e;
      }
    }
    if (stopped) {
      throw Stopped.exception();
    }
    if (unwritable) {
      throw thrown instanceof OutputException output
          ? output
          : Disk.cannotWrite(folder.directory(), (IOException) thrown);
    }
    return ended;
  }

  private static String sentence(Throwable thrown) {
    String message = thrown.getMessage();
    if (thrown instanceof ParfocalException && message != null) {
      return message;
    }
    String name = thrown.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + message;
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    String trace = text.toString();
    return trace.length() > MAX_TRACE ? trace.substring(0, MAX_TRACE) : trace;
  }

  private Fold fold(JobKey key) {
    return plan.data(key.variant()).folds().folds().stream()
        .filter(fold -> fold.name().equals(key.fold()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no fold of this plan: " + key));
  }

  private static PlannedJob find(List<PlannedJob> jobs, JobKey key) {
    return jobs.stream()
        .filter(job -> job.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no job of this plan: " + key));
  }

  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static double seconds(long start) {
    return Math.round((System.nanoTime() - start) / 1e6) / 1e3;
  }
}
