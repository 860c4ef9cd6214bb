package org.parfocal.model.dsml.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Sample;

/**
 * One image of each training magnification that belong together: those of one place, or, where
 * places are unknown, the first of a patient's images of a class.
 *
 * @param patient whom it is of
 * @param place null if unknown
 * @param label class of all of its images
 * @param rows index of the image at each magnification, in order
 */
record Pyramid(String patient, @Nullable String place, int label, List<Integer> rows) {
  /** The complete pyramids among samples, in the order of their first images. */
  static List<Pyramid> among(List<Sample> samples, Scales scales) {
    return Places.grouped(
            samples,
            scales,
            sample -> new Pyramid(sample.patient(), sample.place(), sample.label(), List.of()))
        .entrySet()
        .stream()
        .filter(group -> group.getValue().size() == scales.count())
        .map(
            group ->
                group
                    .getKey()
                    .of(group.getValue().values().stream().map(rows -> rows.get(0)).toList()))
        .toList();
  }

  private Pyramid of(List<Integer> images) {
    return new Pyramid(patient, place, label, images);
  }
}
