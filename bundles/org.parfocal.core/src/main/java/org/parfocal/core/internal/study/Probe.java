package org.parfocal.core.internal.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.PluginException;
import org.parfocal.api.Stretch;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.JobTimes;
import org.parfocal.core.JobTimes.StretchTime;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;

/**
 * Runs a job as far as is needed to tell how long all of it takes, and what it leaves on the disk.
 */
final class Probe implements ProgressListener, Extent {
  private static final double SECONDS = 2;
  private static final int REPORTS = 3;
  private static final int PREDICTED = 64;

  private final Disk disk;
  private final Path cache;
  private final LongSupplier clock;
  private final ProgressListener listener;
  private final JobTimes times;
  private long cacheBytes;
  private Stretch.Use use = Stretch.Use.JOB;
  private long bytesOfJob;
  private long bytesOfImages;
  private int added;
  private double seconds;
  private double rest;
  private @Nullable JobRecord record;

  private Probe(Disk disk, Path cache, LongSupplier clock, ProgressListener listener) {
    this.disk = disk;
    this.cache = cache;
    this.clock = clock;
    this.listener = listener;
    this.cacheBytes = DiskUse.of(cache);
    this.times = new JobTimes(clock.getAsLong());
  }

  /**
   * Runs a job of a plan in its folder.
   *
   * @param cache in which everything is kept that jobs share
   * @param clock in nanoseconds
   * @throws PluginException if the job fails
   */
  static Probe of(
      Disk disk,
      StudyPlan plan,
      PlannedJob job,
      StudyParts parts,
      PixelGuard guard,
      Path cache,
      LongSupplier clock,
      ProgressListener listener) {
    Probe probe = new Probe(disk, cache, clock, listener);
    probe.run(plan, job, parts, guard);
    return probe;
  }

  private void run(StudyPlan plan, PlannedJob job, StudyParts parts, PixelGuard guard) {
    long begin = clock.getAsLong();
    JobRecord before =
        JobRecord.planned(
            job.key(), job.identity(), plan.data(job.key().variant()).dataset().classes());
    JobFolder folder = new JobFolder(disk, job.directory());
    folder.makeEmpty(false);
    JobRecord done =
        new JobRunner(disk, plan, parts, guard, this, cache, Optional.empty(), this)
            .run(job, folder, before, 0);
    if (done.state() != JobState.DONE) {
      throw new PluginException(
          "What variant %s takes cannot be told, because its jobs fail: %s"
              .formatted(job.key().variant(), done.message()));
    }
    record = done;
    rest = times.rest(clock.getAsLong());
    seconds = (clock.getAsLong() - begin) / 1e9;
    noteCache(Stretch.Use.JOB);
  }

  @Override
  public void jobStretch(JobKey job, Stretch stretch, long done) {
    times.mark(stretch, done, clock.getAsLong());
    if (stretch.use() != use || done == 0) {
      noteCache(stretch.use());
    }
  }

  @Override
  public void jobProgress(JobKey job, double fraction, String what) {
    listener.preparing(fraction, "measuring %s: %s".formatted(job.variant(), what));
  }

  @Override
  public void jobWarning(JobKey job, String sentence) {
    // Of a training that was left early, nobody needs to know.
  }

  @Override
  public boolean goesOn(Stretch stretch, long done) {
    StretchTime seen = times.of(stretch);
    return seen.spent() < SECONDS || seen.reports() < REPORTS;
  }

  @Override
  public void added(int samples) {
    added = Math.max(0, samples);
  }

  @Override
  public int predicted(int samples) {
    return Math.min(samples, PREDICTED);
  }

  /** What was added to the cache belongs to what was done until now. */
  private void noteCache(Stretch.Use next) {
    long now = DiskUse.of(cache);
    if (use == Stretch.Use.IMAGES) {
      bytesOfImages += now - cacheBytes;
    } else {
      bytesOfJob += now - cacheBytes;
    }
    cacheBytes = now;
    use = next;
  }

  /** Samples that augmentations added, each of which is decoded, too. */
  int added() {
    return added;
  }

  /** Seconds that this took. */
  double seconds() {
    return seconds;
  }

  /** Those of one use. */
  List<StretchTime> stretches(Stretch.Use ofUse) {
    return times.stretches().stream().filter(time -> time.stretch().use() == ofUse).toList();
  }

  /** Seconds beside all stretches. */
  double rest() {
    return rest;
  }

  /** What the job is recorded as. */
  JobRecord record() {
    return Objects.requireNonNull(record, "a job that ran");
  }

  /** Added to the cache by this job, for those of its fold and seed. */
  long bytesOfJob() {
    return bytesOfJob;
  }

  /** Added to the cache for each image that was embedded. */
  double bytesOfImage() {
    long images =
        stretches(Stretch.Use.IMAGES).stream().mapToLong(time -> time.stretch().steps()).sum();
    return images == 0 ? 0 : (double) bytesOfImages / images;
  }
}
