package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.Sample;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.StudyData;

/** Folds without the images that cannot be read. */
final class ReadableFolds {
  private ReadableFolds() {}

  /** The data with folds without these images; the patients of the parts stay as they are. */
  static StudyData of(StudyData data, List<Unreadable> unreadable) {
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
                fold.pool(),
                fold.repeat(),
                "without the unreadable images it has no test images, or lacks a class to train on"));
      } else {
        usable.add(fold.with(training, keep(fold.validation(), ids), test, keep(fold.seen(), ids)));
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
