package org.parfocal.core.internal.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.Fold;
import org.parfocal.api.Stretch;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobState;
import org.parfocal.core.JobTimes.StretchTime;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.StudyCost;
import org.parfocal.core.StudyCost.Work;
import org.parfocal.core.StudyData;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.TemporaryFolder;

/**
 * What the open jobs of a plan will take. Of a variant with finished jobs they tell; of each other
 * one a {@linkplain Probe job is run} in a temporary folder until the pace of its work is known.
 * What jobs share is counted once: decoding, embedding, and what is kept for a fold and seed.
 */
public final class CostEstimate {
  /** Seconds below which a job is measured again, because its code still becomes faster. */
  private static final double SHORT = 1.5;

  private static final int TIMES = 5;

  /** Of so many finished jobs at most it is looked how long they took. */
  private static final int TELLING = 50;

  private final Disk disk;
  private final StudyPlan plan;
  private final StudyParts parts;
  private final LongSupplier clock;
  private final ProgressListener listener;
  private final Map<String, List<PlannedJob>> open;
  private final List<Work> work = new ArrayList<>();
  private long resultBytes;
  private double cacheBytes;

  private CostEstimate(
      Disk disk, StudyPlan plan, StudyParts parts, LongSupplier clock, ProgressListener listener) {
    this.disk = disk;
    this.plan = plan;
    this.parts = parts;
    this.clock = clock;
    this.listener = listener;
    this.open =
        plan.jobs().stream()
            .filter(job -> !job.state().isFinal())
            .collect(
                Collectors.groupingBy(
                    job -> job.key().variant(), LinkedHashMap::new, Collectors.toList()));
  }

  /**
   * Measures. Nothing in the study's folder is changed; decoded images are kept in their cache.
   *
   * @param plan with the state of its jobs
   * @param clock in nanoseconds
   */
  public static StudyCost of(
      Disk disk, StudyPlan plan, StudyParts parts, LongSupplier clock, ProgressListener listener) {
    return new CostEstimate(disk, plan, parts, clock, listener).cost();
  }

  private StudyCost cost() {
    List<String> unknown = new ArrayList<>();
    open.forEach(
        (variant, jobs) -> {
          if (!byFinished(variant, jobs)) {
            unknown.add(variant);
          }
        });
    MeasuredData data = new MeasuredData(plan, open.keySet(), parts, clock, listener);
    decode(data);
    if (!unknown.isEmpty()) {
      measure(unknown, data);
    }
    return new StudyCost(work, jobs(), ProcessMemory.peak(), resultBytes, Math.round(cacheBytes));
  }

  /** Finished jobs of a variant tell best what the others take. */
  private boolean byFinished(String variant, List<PlannedJob> jobs) {
    List<PlannedJob> finished =
        StudyCost.some(
            plan.jobs().stream()
                .filter(job -> job.key().variant().equals(variant) && job.state() == JobState.DONE)
                .toList(),
            TELLING);
    if (finished.isEmpty()) {
      return false;
    }
    double seconds =
        finished.stream()
            .flatMap(job -> JobStatus.of(disk, job).own().stream())
            .mapToDouble(JobRecord::seconds)
            .average()
            .orElse(0);
    double bytes =
        finished.stream().mapToLong(job -> DiskUse.of(job.directory())).average().orElse(0);
    work.add(new Work("job of " + variant + ", as finished ones", jobs.size(), seconds, false));
    resultBytes += Math.round(bytes * jobs.size());
    return true;
  }

  private void decode(MeasuredData data) {
    for (Decoding decoding : data.decodings()) {
      if (decoding.images() > 0) {
        work.add(0, new Work("decoding an image", decoding.images(), decoding.seconds(), true));
        cacheBytes += decoding.images() * decoding.bytes();
      }
    }
  }

  private void measure(List<String> variants, MeasuredData data) {
    try (TemporaryFolder folder = new TemporaryFolder("plan")) {
      Path cache = CacheCopy.of(CacheFolder.path(), folder.path().resolve("cache"));
      PixelGuard guard = new PixelGuard();
      Map<String, JobIdentity> identities = new LinkedHashMap<>();
      variants.forEach(variant -> identities.put(variant, open(variant).get(0).identity()));
      StudyPlan small = data.plan(identities, folder.path().resolve("study"), guard);
      disk.createDirectories(small.study().directory());
      List<JobRecord> records = new ArrayList<>();
      for (PlannedJob job : small.jobs()) {
        Probe first = probe(small, job, guard, cache);
        Probe probe = first;
        // The first job also starts the engine, for all others; and short ones become faster.
        for (int times = records.isEmpty() ? 0 : 1;
            times < 1 || times < TIMES && probe.seconds() < SHORT;
            times++) {
          probe = probe(small, job, guard, cache);
        }
        if (records.isEmpty()) {
          double start = first.rest() - probe.rest();
          work.add(new Work("starting the engine", 1, Math.max(0, start), true));
        }
        records.add(probe.record());
        add(job, first, probe, data);
      }
      add(ScoringCost.of(disk, small, records, parts, clock));
    }
  }

  private void add(ScoringCost scoring) {
    work.add(new Work("scores of a job", jobs(), scoring.seconds(), false));
    resultBytes += Math.round(scoring.bytes() * jobs());
  }

  private long jobs() {
    return open.values().stream().mapToLong(List::size).sum();
  }

  private Probe probe(StudyPlan small, PlannedJob job, PixelGuard guard, Path cache) {
    return Probe.of(disk, small, job, parts, guard, cache, clock, listener);
  }

  private List<PlannedJob> open(String variant) {
    return open.getOrDefault(variant, List.of());
  }

  private void add(PlannedJob job, Probe first, Probe probe, MeasuredData measured) {
    String variant = job.key().variant();
    StudyData data = plan.data(variant);
    List<PlannedJob> jobs = open(variant);
    double share = trainingShare(data, jobs, measured.fold(data));
    List<StretchTime> images = first.stretches(Stretch.Use.IMAGES);
    // What is embedded last is embedded by an engine that is ready.
    images.stream()
        .mapToDouble(time -> time.whole() / time.stretch().steps())
        .min()
        .ifPresent(
            pace ->
                work.add(
                    new Work(
                        images.get(0).stretch().name() + " of " + variant,
                        FewPixels.images(data).size(),
                        pace,
                        true)));
    for (StretchTime time : first.stretches(Stretch.Use.FOLD_AND_SEED)) {
      work.add(
          new Work(
              time.stretch().name() + " for " + variant, jobs.size(), share * time.whole(), false));
    }
    double own = probe.stretches(Stretch.Use.JOB).stream().mapToDouble(StretchTime::whole).sum();
    work.add(new Work("job of " + variant, jobs.size(), probe.rest() + share * own, false));
    resultBytes += DiskUse.of(job.directory()) * jobs.size();
    cacheBytes += (double) first.bytesOfJob() * jobs.size();
    cacheBytes += (double) first.added() * jobs.size() * measured.pixelBytes(data);
    cacheBytes += first.bytesOfImage() * FewPixels.images(data).size();
  }

  /** Training samples of an open job on the average, for one of the job that was measured. */
  private static double trainingShare(StudyData data, List<PlannedJob> jobs, Fold fold) {
    Map<String, Integer> sizes = new HashMap<>();
    data.folds().folds().forEach(each -> sizes.put(each.name(), each.training().size()));
    return jobs.stream()
            .mapToInt(job -> sizes.getOrDefault(job.key().fold(), 0))
            .average()
            .orElse(0)
        / fold.training().size();
  }
}
