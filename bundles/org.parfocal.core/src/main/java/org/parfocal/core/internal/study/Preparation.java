package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.Collection;
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
import org.parfocal.api.FoldPlan;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.Images;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.Part;
import org.parfocal.api.Sample;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.StudyData;

/**
 * Reads every image of the folds once before anything is trained: fills the cache of decoded
 * pixels, and finds the images that cannot be read while it costs nothing yet.
 */
final class Preparation {
  private static final int LISTED = 10;

  private Preparation() {}

  /**
   * The images that cannot be read, in the order of the folds.
   *
   * @throws DatasetException if a fold trains on the pixels of an image that it holds out
   */
  static List<Unreadable> unreadable(
      Collection<StudyData> data, Collection<Images> images, ProgressListener listener) {
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
      data.forEach(each -> SharedPixels.refuse(each.folds().folds(), contents, reader));
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
  static DatasetException refusal(List<Unreadable> unreadable) {
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

  /** The data with folds without these images; the patients of the parts stay as they are. */
  static StudyData without(StudyData data, List<Unreadable> unreadable) {
    return unreadable.isEmpty()
        ? data
        : new StudyData(
            data.variants(),
            data.dataset(),
            without(data.folds(), unreadable, data.dataset().classes()));
  }

  private static FoldPlan without(
      FoldPlan folds, List<Unreadable> unreadable, List<String> classes) {
    Set<String> ids = unreadable.stream().map(Unreadable::sample).collect(Collectors.toSet());
    List<Fold> usable = new ArrayList<>();
    List<UnusableFold> unusable = new ArrayList<>(folds.unusable());
    for (Fold fold : folds.folds()) {
      List<Sample> training = keep(fold.training(), ids);
      List<Sample> test = keep(fold.test(), ids);
      long trained = training.stream().map(Sample::label).distinct().count();
      if (test.isEmpty() || trained < classes.size()) {
        unusable.add(
            new UnusableFold(
                fold.name(),
                fold.group(),
                "without the unreadable images it has no test images, or lacks a class to train on"));
      } else {
        usable.add(
            new Fold(
                fold.name(),
                fold.group(),
                fold.field(),
                training,
                keep(fold.validation(), ids),
                test,
                keep(fold.seen(), ids)));
      }
    }
    if (usable.isEmpty()) {
      throw new DatasetException(
          "No fold can be used without the %d images that cannot be read."
              .formatted(unreadable.size()));
    }
    List<String> notes = new ArrayList<>(folds.notes());
    notes.add("%d images that cannot be read were left out.".formatted(unreadable.size()));
    return new FoldPlan(usable, unusable, notes);
  }

  private static List<Sample> keep(List<Sample> samples, Set<String> unreadable) {
    return samples.stream().filter(sample -> !unreadable.contains(sample.id())).toList();
  }
}
