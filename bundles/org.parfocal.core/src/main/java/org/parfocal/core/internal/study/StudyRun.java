package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.parfocal.api.Dataset;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Images;
import org.parfocal.api.ParfocalException;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.RunOptions;
import org.parfocal.core.Study;
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
    Dataset dataset = Planner.read(parts);
    List<Unreadable> skipped = StudyFiles.skipped(disk, study.directory(), dataset.manifest());
    StudyPlan plan = planned(study, dataset, Planner.folds(parts, dataset), skipped);
    List<PlannedJob> jobs =
        plan.jobs().stream().map(job -> JobStanding.of(disk, job).job()).toList();
    return new StudyPlan(study, dataset, plan.folds(), jobs);
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
    Dataset dataset = Planner.read(parts);
    FoldPlan folds = Planner.folds(parts, dataset);
    disk.createDirectories(study.directory());
    try (StudyLock lock = StudyLock.take(disk, study.directory())) {
      List<Unreadable> skipped =
          options.skipUnreadable()
              ? StudyFiles.skipped(disk, study.directory(), dataset.manifest())
              : List.of();
      StudyPlan plan = planned(study, dataset, folds, skipped);
      Set<String> variants = variantsToRun(plan);
      if (!variants.isEmpty()) {
        List<Unreadable> unreadable = Preparation.unreadable(folds, images(variants), listener);
        if (!unreadable.isEmpty() && !options.skipUnreadable()) {
          throw Preparation.refusal(unreadable);
        }
        skipped = unreadable;
        plan = planned(study, dataset, folds, skipped);
      }
      StoredPlan stored = StoredPlan.of(plan, skipped);
      StudyFiles.write(disk, plan, stored);
      return new JobLoop(disk, plan, stored, parts, options, listener).run();
    }
  }

  private static StudyPlan planned(
      Study study, Dataset dataset, FoldPlan folds, List<Unreadable> skipped) {
    return Planner.jobs(study, dataset, Preparation.without(folds, skipped, dataset.classes()));
  }

  private Set<String> variantsToRun(StudyPlan plan) {
    List<String> variants = new ArrayList<>();
    for (PlannedJob job : plan.jobs()) {
      JobStanding standing = JobStanding.of(disk, job);
      if (JobDecision.of(standing, options).action() == Action.RUN) {
        variants.add(job.key().variant());
      }
    }
    return Set.copyOf(variants);
  }

  private Set<Images> images(Set<String> variants) {
    return study.variants().stream()
        .filter(variant -> variants.contains(variant.name()))
        .map(parts::images)
        .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
  }
}
