package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.parfocal.api.Images;
import org.parfocal.api.ParfocalException;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.RunOptions;
import org.parfocal.core.Study;
import org.parfocal.core.StudyData;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.StudyResult;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.internal.store.StudyLock;
import org.parfocal.core.internal.study.JobDecision.Action;

/** One run of a study: read, split, read every image, then job after job. */
public final class StudyRun {
  private final Disk disk;
  private final Study study;
  private final StudyParts parts;
  private final RunOptions options;
  private final ProgressListener listener;
  private final PixelGuard guard = new PixelGuard();

  public StudyRun(
      Disk disk, Study study, StudyParts parts, RunOptions options, ProgressListener listener) {
    this.disk = disk;
    this.study = study;
    this.parts = parts;
    this.options = options;
    this.listener = listener;
  }

  /** Plans without touching the disk: jobs with the state in which they stand. */
  public static StudyPlan plan(Disk disk, Study study, StudyParts parts) {
    Map<String, List<Unreadable>> skipped = StudyFiles.skipped(disk, study.directory());
    List<StudyData> data = Planner.data(study, parts, new PixelGuard());
    StudyPlan plan = planned(study, parts, data, skipped);
    List<PlannedJob> jobs = plan.jobs().stream().map(job -> JobStatus.of(disk, job).job()).toList();
    return new StudyPlan(study, plan.data(), jobs);
  }

  /** Runs what is to be run. */
  public StudyResult run() {
    try {
      return runToTheEnd();
    } catch (ParfocalException e) {
      // Reading and locking are cut off by an interrupt too, and then say that they failed.
      if (Stopped.by(e)) {
        throw Stopped.exception();
      }
      throw e;
    }
  }

  private StudyResult runToTheEnd() {
    listener.preparing(0, "reading the index");
    List<StudyData> data = Planner.data(study, parts, guard);
    disk.createDirectories(study.directory());
    try (StudyLock lock = StudyLock.take(disk, study.directory())) {
      Map<String, List<Unreadable>> skipped = new HashMap<>();
      if (options.skipUnreadable()) {
        skipped.putAll(StudyFiles.skipped(disk, study.directory()));
      }
      Map<String, List<Unreadable>> unreadable =
          unreadable(data, variantsToRun(planned(study, parts, data, skipped)));
      List<Unreadable> all = unreadable.values().stream().flatMap(List::stream).toList();
      if (!all.isEmpty() && !options.skipUnreadable()) {
        throw Preparation.refusal(all);
      }
      skipped.putAll(unreadable);
      StudyPlan plan = planned(study, parts, data, skipped);
      StoredPlan stored = StoredPlan.of(plan, skipped);
      StudyFiles.write(disk, plan, stored);
      return new JobLoop(disk, plan, stored, parts, guard, options, listener).run();
    }
  }

  private static StudyPlan planned(
      Study study, StudyParts parts, List<StudyData> data, Map<String, List<Unreadable>> skipped) {
    return Planner.jobs(
        study,
        parts,
        data.stream()
            .map(
                each ->
                    Preparation.without(
                        each, skipped.getOrDefault(each.dataset().manifest(), List.of())))
            .toList());
  }

  /** By manifest, the images that cannot be read, of each data set that these variants use. */
  private Map<String, List<Unreadable>> unreadable(List<StudyData> data, Set<String> variants) {
    Map<String, List<StudyData>> datasets =
        data.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.dataset().manifest(), LinkedHashMap::new, Collectors.toList()));
    Map<String, List<Unreadable>> unreadable = new LinkedHashMap<>();
    datasets.forEach(
        (manifest, sharing) -> {
          Set<Images> images = images(sharing, variants);
          if (!images.isEmpty()) {
            unreadable.put(manifest, Preparation.unreadable(sharing, images, listener));
          }
        });
    return unreadable;
  }

  private Set<String> variantsToRun(StudyPlan plan) {
    List<String> variants = new ArrayList<>();
    for (PlannedJob job : plan.jobs()) {
      JobStatus status = JobStatus.of(disk, job);
      if (JobDecision.of(status, options).action() == Action.RUN) {
        variants.add(job.key().variant());
      }
    }
    return Set.copyOf(variants);
  }

  private Set<Images> images(List<StudyData> sharing, Set<String> variants) {
    return study.variants().stream()
        .filter(variant -> variants.contains(variant.name()))
        .filter(
            variant -> sharing.stream().anyMatch(data -> data.variants().contains(variant.name())))
        .map(parts::images)
        .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
  }
}
