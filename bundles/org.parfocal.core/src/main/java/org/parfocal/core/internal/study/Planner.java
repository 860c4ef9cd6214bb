package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sections;
import org.parfocal.core.DatasetContent;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.RunOption;
import org.parfocal.core.Study;
import org.parfocal.core.StudyData;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.Variant;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.SoundJobs;

/**
 * Turns a study into jobs: variants × folds × seeds, in this order; inner folds stand behind the
 * others.
 */
public final class Planner {
  private Planner() {}

  private record DataSections(Object dataset, Object protocol) {}

  /** Plans without touching the study's folder: jobs with the state in which they stand. */
  public static StudyPlan plan(
      Disk disk, Study study, StudyParts parts, boolean checkContent, ProgressListener listener) {
    Map<String, List<Unreadable>> skipped = StudyFiles.skipped(disk, study.directory());
    StudyPlan plan =
        jobs(study, parts, data(study, parts, new PixelGuard(), checkContent, listener), skipped);
    remarks(study, parts).forEach(listener::warning);
    SoundJobs sound = SoundJobs.of(CacheFolder.path(), study.directory());
    List<PlannedJob> jobs =
        plan.jobs().parallelStream().map(job -> explained(disk, job, sound)).toList();
    sound.keep();
    return new StudyPlan(study, plan.data(), jobs);
  }

  /** The files of a finished job are read only where they changed since they were last read. */
  private static PlannedJob explained(Disk disk, PlannedJob job, SoundJobs sound) {
    Optional<Integer> attempts = sound.attempts(job);
    if (attempts.isPresent()) {
      return new JobStatus(job.with(JobState.DONE, attempts.get(), ""), null, "").explained();
    }
    JobStatus status = JobStatus.of(disk, job);
    if (status.job().state() == JobState.DONE) {
      status.own().ifPresent(record -> sound.add(job, record));
    }
    return status.explained();
  }

  /**
   * Checks the models, reads the index of each distinct data set, and asks each distinct protocol
   * for its folds.
   *
   * @param guard which every sample asks before it gives its pixels
   * @param checkContent as {@link RunOption#CHECK_CONTENT}
   */
  static List<StudyData> data(
      Study study,
      StudyParts parts,
      PixelGuard guard,
      boolean checkContent,
      ProgressListener listener) {
    checkModels(study, parts);
    Map<DataSections, List<Variant>> sharing = new LinkedHashMap<>();
    for (Variant variant : study.variants()) {
      DataSections sections =
          new DataSections(variant.section(Sections.DATASET), variant.section(Sections.PROTOCOL));
      sharing.computeIfAbsent(sections, key -> new ArrayList<>()).add(variant);
    }
    Map<Object, Dataset> datasets = new HashMap<>();
    List<StudyData> data = new ArrayList<>();
    sharing.forEach(
        (sections, variants) -> {
          Variant first = variants.get(0);
          Dataset dataset =
              datasets.computeIfAbsent(
                  sections.dataset(),
                  section ->
                      guard.guarded(
                          DatasetContent.identified(read(parts, first), checkContent, listener)));
          data.add(
              new StudyData(
                  variants.stream().map(Variant::name).toList(),
                  dataset,
                  folds(parts, first, dataset, new ProtocolSamples(guard.known(dataset), guard))));
        });
    return data;
  }

  /** Tells what would fail all jobs of a variant; what several have in common is told once. */
  private static void checkModels(Study study, StudyParts parts) {
    Set<String> problems = new LinkedHashSet<>();
    for (Variant variant : study.variants()) {
      try {
        guarded(
            "The model",
            () -> {
              parts.model(variant).check();
              return true;
            });
      } catch (ConfigurationException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(List.copyOf(problems));
    }
  }

  /** What the models of the study are not to be expected to do; each sentence once. */
  static Set<String> remarks(Study study, StudyParts parts) {
    Set<String> remarks = new LinkedHashSet<>();
    for (Variant variant : study.variants()) {
      remarks.addAll(guarded("The model", () -> parts.model(variant).remarks()));
    }
    return remarks;
  }

  private static Dataset read(StudyParts parts, Variant variant) {
    return guarded("The data set reader", () -> parts.reader(variant).read());
  }

  private static FoldPlan folds(
      StudyParts parts, Variant variant, Dataset dataset, ProtocolSamples samples) {
    FoldPlan plan =
        samples.checked(guarded("The protocol", () -> parts.protocol(variant).folds(dataset)));
    Set<String> names = new HashSet<>();
    for (Fold fold : plan.folds()) {
      if (!names.add(fold.name())) {
        throw new PluginException(
            "The protocol gave two folds the name %s; names of folds must differ."
                .formatted(fold.name()));
      }
    }
    plan.folds().stream()
        .map(Fold::field)
        .distinct()
        .flatMap(field -> dataset.fault(field).stream())
        .findFirst()
        .ifPresent(
            fault -> {
              throw new DatasetException(fault);
            });
    return plan;
  }

  /**
   * The jobs of these folds; nothing is known of their state yet.
   *
   * @param skipped by manifest of the data set, images that are left out of the folds
   */
  static StudyPlan jobs(
      Study study, StudyParts parts, List<StudyData> whole, Map<String, List<Unreadable>> skipped) {
    List<StudyData> data =
        whole.stream()
            .map(
                each ->
                    ReadableFolds.of(
                        each, skipped.getOrDefault(each.dataset().manifest(), List.of())))
            .map(each -> OptionFolds.of(each, study, parts))
            .toList();
    StudyPlan empty = new StudyPlan(study, data, List.of());
    JobSettings settings = new JobSettings(parts.engine(), parts::together);
    List<PlannedJob> jobs = new ArrayList<>();
    for (Variant variant : study.variants()) {
      StudyData own = empty.data(variant.name());
      Map<String, String> bundles = parts.bundles(variant);
      for (Fold fold : OptionFolds.ofJobs(own, variant.name(), study)) {
        for (long seed : study.seeds()) {
          JobKey key = new JobKey(variant.name(), fold.name(), seed);
          JobIdentity identity =
              new JobIdentity(settings.of(variant, own.dataset(), fold, seed), bundles);
          jobs.add(new PlannedJob(key, identity, JobFolder.path(study.directory(), key)));
        }
      }
    }
    return new StudyPlan(study, data, jobs);
  }

  private static <T> T guarded(String who, Supplier<T> call) {
    try {
      return call.get();
    } catch (ParfocalException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      if (Stopped.by(e)) {
        throw Stopped.exception();
      }
      String why = e.getMessage();
      if (e instanceof UnsatisfiedLinkError && why != null) {
        throw new PluginException(why, e); // the engine does not start, and says so itself
      }
      throw new PluginException("%s failed: %s.".formatted(who, e), e);
    }
  }
}
