package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.Fold;
import org.parfocal.api.Images;
import org.parfocal.api.OutputException;
import org.parfocal.api.Stretch;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.JobTimes.StretchTime;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.Study;
import org.parfocal.core.StudyCost;
import org.parfocal.core.StudyCost.Work;
import org.parfocal.core.StudyData;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.Variant;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.KnownScores;
import org.parfocal.core.internal.store.StoredPlan;

/**
 * What the open jobs of a plan will take. Of a variant with finished jobs they tell; of each other
 * one a {@linkplain Probe job is run} in a temporary folder until the pace of its work is known.
 * What jobs share is counted once: decoding, embedding, and what is kept for a fold and seed.
 */
public final class CostEstimate {
  /** Seconds below which a job is measured again, because its code still becomes faster. */
  private static final double SHORT = 1.5;

  private static final int TIMES = 5;

  private final Disk disk;
  private final StudyPlan plan;
  private final StudyParts parts;
  private final LongSupplier clock;
  private final ProgressListener listener;
  private final Map<String, List<PlannedJob>> open;
  private final List<Work> work = new ArrayList<>();
  private final Map<StudyData, FewPixels> few = new HashMap<>();
  private final Map<StudyData, Long> pixelBytes = new HashMap<>();
  private final Set<String> readable = new HashSet<>();
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
            .filter(job -> job.state() != JobState.DONE && job.state() != JobState.FAILED)
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
    if (!open.isEmpty()) {
      decode();
    }
    if (!unknown.isEmpty()) {
      measure(unknown);
    }
    return new StudyCost(work, ProcessMemory.peak(), resultBytes, Math.round(cacheBytes));
  }

  /** Finished jobs of a variant tell best what the others take. */
  private boolean byFinished(String variant, List<PlannedJob> jobs) {
    List<PlannedJob> finished =
        plan.jobs().stream()
            .filter(job -> job.key().variant().equals(variant) && job.state() == JobState.DONE)
            .toList();
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
    work.add(new Work("job of " + variant + ", as finished ones", jobs.size(), seconds));
    resultBytes += Math.round(bytes * jobs.size());
    return true;
  }

  private void decode() {
    for (StudyData data : plan.data()) {
      Set<Images> readers = new LinkedHashSet<>();
      data.variants().stream()
          .filter(open::containsKey)
          .map(variant -> parts.images(plan.variant(variant)))
          .forEach(readers::add);
      if (readers.isEmpty()) {
        continue;
      }
      FewPixels pixels = new FewPixels(data, largest(data));
      few.put(data, pixels);
      for (Images images : readers) {
        Decoding decoding =
            Decoding.of(images, FewPixels.images(data), pixels.shown(), clock, listener);
        readable.addAll(decoding.readable());
        pixelBytes.merge(data, decoding.bytes(), Math::max);
        if (decoding.images() > 0) {
          work.add(0, new Work("decoding an image", decoding.images(), decoding.seconds()));
          cacheBytes += decoding.images() * decoding.bytes();
        }
      }
    }
  }

  private static Fold largest(StudyData data) {
    return data.folds().folds().stream()
        .max(Comparator.comparingInt(fold -> fold.training().size()))
        .orElseThrow();
  }

  private void measure(List<String> variants) {
    Path folder = temporary();
    try {
      Path cache = CacheCopy.of(CacheFolder.path(), folder.resolve("cache"));
      PixelGuard guard = new PixelGuard();
      StudyPlan small = small(variants, folder.resolve("study"), guard);
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
          work.add(new Work("starting the engine", 1, Math.max(0, start)));
        }
        records.add(probe.record());
        add(job, first, probe);
      }
      score(small, records);
    } finally {
      disk.remove(folder);
    }
  }

  private Probe probe(StudyPlan small, PlannedJob job, PixelGuard guard, Path cache) {
    return Probe.of(disk, small, job, parts, guard, cache, clock, listener);
  }

  /** The study with the largest fold and one seed, of few images. */
  private StudyPlan small(List<String> names, Path directory, PixelGuard guard) {
    Study study = plan.study();
    List<Variant> variants = names.stream().map(plan::variant).toList();
    Study one =
        new Study(
            study.name(), directory, study.configuration(), variants, study.seeds().subList(0, 1));
    List<StudyData> data = new ArrayList<>();
    List<PlannedJob> jobs = new ArrayList<>();
    for (StudyData whole : plan.data()) {
      List<String> own = whole.variants().stream().filter(names::contains).toList();
      if (!own.isEmpty()) {
        StudyData shown = pixels(whole).data(readable, guard);
        data.add(new StudyData(own, shown.dataset(), shown.folds()));
      }
    }
    for (String variant : names) {
      JobKey key =
          new JobKey(variant, pixels(plan.data(variant)).fold().name(), one.seeds().get(0));
      jobs.add(
          new PlannedJob(key, open(variant).get(0).identity(), JobFolder.path(directory, key)));
    }
    return new StudyPlan(one, data, jobs);
  }

  private FewPixels pixels(StudyData data) {
    FewPixels pixels = few.get(data);
    if (pixels == null) {
      throw new IllegalStateException("no open variant has these data");
    }
    return pixels;
  }

  private List<PlannedJob> open(String variant) {
    return open.getOrDefault(variant, List.of());
  }

  private void add(PlannedJob job, Probe first, Probe probe) {
    String variant = job.key().variant();
    StudyData data = plan.data(variant);
    List<PlannedJob> jobs = open(variant);
    double share = trainingShare(data, jobs);
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
                        pace)));
    for (StretchTime time : first.stretches(Stretch.Use.FOLD_AND_SEED)) {
      work.add(
          new Work(time.stretch().name() + " for " + variant, jobs.size(), share * time.whole()));
    }
    double own = probe.stretches(Stretch.Use.JOB).stream().mapToDouble(StretchTime::whole).sum();
    work.add(new Work("job of " + variant, jobs.size(), probe.rest() + share * own));
    resultBytes += DiskUse.of(job.directory()) * jobs.size();
    cacheBytes += (double) first.bytesOfJob() * jobs.size();
    cacheBytes += (double) first.added() * jobs.size() * pixelBytes.getOrDefault(data, 0L);
    cacheBytes += first.bytesOfImage() * FewPixels.images(data).size();
  }

  /** Training samples of an open job on the average, for one of the job that was measured. */
  private double trainingShare(StudyData data, List<PlannedJob> jobs) {
    Map<String, Integer> sizes = new HashMap<>();
    data.folds().folds().forEach(fold -> sizes.put(fold.name(), fold.training().size()));
    return jobs.stream()
            .mapToInt(job -> sizes.getOrDefault(job.key().fold(), 0))
            .average()
            .orElse(0)
        / pixels(data).fold().training().size();
  }

  private void score(StudyPlan small, List<JobRecord> records) {
    StoredPlan stored = StoredPlan.of(small, Map.of());
    scores(small, stored, records);
    scores(small, stored, records);
    long start = clock.getAsLong();
    scores(small, stored, records);
    double seconds = (clock.getAsLong() - start) / 1e9 / records.size();
    long jobs = open.values().stream().mapToLong(List::size).sum();
    work.add(new Work("scores of a job", jobs, seconds));
    Path directory = small.study().directory();
    long files =
        DiskUse.of(directory)
            - small.jobs().stream().mapToLong(job -> DiskUse.of(job.directory())).sum();
    resultBytes += files * jobs / records.size();
  }

  private void scores(StudyPlan small, StoredPlan stored, List<JobRecord> records) {
    try {
      StudyScores scores = new StudyScores(disk, small.study(), stored, parts, KnownScores.none());
      for (JobRecord record : records) {
        scores.add(record);
      }
      scores.results(small.jobs(), Set.of(), Set.of());
    } catch (IOException e) {
      throw new OutputException("Measured jobs cannot be read again: " + e.getMessage(), e);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("parfocal-plan");
    } catch (IOException e) {
      throw new OutputException(
          "No temporary folder can be made (%s); set TMPDIR to a writable folder.".formatted(e), e);
    }
  }
}
