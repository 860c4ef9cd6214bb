package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.Images;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.Part;
import org.parfocal.api.Sample;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.RunOption;
import org.parfocal.core.Study;
import org.parfocal.core.StudyData;
import org.parfocal.core.StudyParts;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.study.JobDecision.Action;

/**
 * Reads every image of the folds once before anything is trained: fills the cache of decoded
 * pixels, and finds the images that cannot be read while it costs nothing yet.
 */
final class Preparation {
  private static final int LISTED = 10;

  private Preparation() {}

  /**
   * By manifest of the data set, the images that the folds are used without, those that an earlier
   * run left out among them.
   *
   * @throws DatasetException if images cannot be read and are not to be left out, or images of
   *     several patients have the same pixels
   */
  static Map<String, List<Unreadable>> leftOut(
      Disk disk,
      Study study,
      StudyParts parts,
      List<StudyData> data,
      Set<RunOption> options,
      ProgressListener listener) {
    Map<String, List<Unreadable>> leftOut = new HashMap<>();
    if (options.contains(RunOption.SKIP_UNREADABLE)) {
      leftOut.putAll(StudyFiles.skipped(disk, study.directory()));
    }
    Set<String> running = new HashSet<>();
    for (PlannedJob job : Planner.jobs(study, parts, data, leftOut).jobs()) {
      if (JobDecision.of(JobStatus.of(disk, job), options).action() == Action.RUN) {
        running.add(job.key().variant());
      }
    }
    Map<String, List<StudyData>> datasets =
        data.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.dataset().manifest(), LinkedHashMap::new, Collectors.toList()));
    List<Unreadable> all = new ArrayList<>();
    datasets.forEach(
        (manifest, sharing) -> {
          Set<Images> images = Collections.newSetFromMap(new IdentityHashMap<>());
          study.variants().stream()
              .filter(variant -> running.contains(variant.name()))
              .filter(
                  variant ->
                      sharing.stream().anyMatch(each -> each.variants().contains(variant.name())))
              .map(parts::images)
              .forEach(images::add);
          if (!images.isEmpty()) {
            List<Unreadable> unreadable = unreadable(sharing, images, options, listener);
            leftOut.put(manifest, unreadable);
            all.addAll(unreadable);
          }
        });
    if (!all.isEmpty() && !options.contains(RunOption.SKIP_UNREADABLE)) {
      throw refusal(all);
    }
    return leftOut;
  }

  /** The images that cannot be read, in the order of the folds. */
  private static List<Unreadable> unreadable(
      Collection<StudyData> data,
      Collection<Images> images,
      Set<RunOption> options,
      ProgressListener listener) {
    Set<Sample> samples = new LinkedHashSet<>();
    for (StudyData each : data) {
      for (Fold fold : each.folds().folds()) {
        for (Part part : Part.values()) {
          samples.addAll(fold.part(part));
        }
      }
    }
    List<Sample> all = List.copyOf(samples);
    Set<Unreadable> unreadable = new LinkedHashSet<>();
    for (Images reader : images) {
      Map<String, String> contents = new ConcurrentHashMap<>();
      SampleWork.each(all, sample -> read(reader, sample, contents), listener, "reading images")
          .stream()
          .filter(Objects::nonNull)
          .forEach(unreadable::add);
      SharedPixels shared = SharedPixels.of(all, contents, reader);
      data.forEach(each -> shared.refuseLeaks(each.folds().folds()));
      if (options.contains(RunOption.ALLOW_SHARED_PIXELS)) {
        shared.sentence().ifPresent(listener::warning);
      } else {
        shared.refuse();
      }
    }
    return List.copyOf(unreadable);
  }

  private static @Nullable Unreadable read(
      Images reader, Sample sample, Map<String, String> contents) {
    try {
      contents.put(sample.id(), reader.content(sample));
      return null;
    } catch (DatasetException e) {
      return new Unreadable(sample.id(), String.valueOf(e.getMessage()));
    } catch (ParfocalException | CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      // A decoder that trips over hostile bytes must not hide which image they are in.
      return new Unreadable(sample.id(), sample.image().description() + ": " + e);
    }
  }

  /** Stops the study and says which images are at fault. */
  private static DatasetException refusal(List<Unreadable> unreadable) {
    String list =
        unreadable.stream()
            .limit(LISTED)
            .map(image -> System.lineSeparator() + "  " + image.reason())
            .collect(Collectors.joining());
    String more =
        unreadable.size() > LISTED
            ? System.lineSeparator() + "  and " + (unreadable.size() - LISTED) + " more"
            : "";
    return new DatasetException(
        "%d images cannot be read; mend or remove them, or leave them out with --skip-unreadable:%s%s"
            .formatted(unreadable.size(), list, more));
  }
}
