package org.parfocal.table.cohort;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ImageSource;
import org.parfocal.api.Sample;

/**
 * One checked row of a cohort's table.
 *
 * @param <S> what a row stands for
 * @param line where it stands, from 1
 * @param id the sample's
 * @param source what the row stands for
 * @param label the class name
 * @param patient never empty
 * @param slide the patient if the table knows no slides
 * @param magnification as the table writes it; null if unknown
 * @param micronsPerPixel empty if unknown
 * @param place null if unknown
 * @param attributes every other column
 */
public record CohortRow<S>(
    long line,
    String id,
    S source,
    String label,
    String patient,
    String slide,
    @Nullable String magnification,
    OptionalDouble micronsPerPixel,
    @Nullable String place,
    Map<String, String> attributes) {
  /** The same row under the names that are chosen for it. */
  CohortRow<S> named(
      String label,
      String patient,
      String slide,
      @Nullable String magnification,
      Map<String, String> attributes) {
    return new CohortRow<>(
        line, id, source, label, patient, slide, magnification, micronsPerPixel, place, attributes);
  }

  /** The same row with a µm per pixel. */
  CohortRow<S> withMicronsPerPixel(double microns) {
    return new CohortRow<>(
        line,
        id,
        source,
        label,
        patient,
        slide,
        magnification,
        OptionalDouble.of(microns),
        place,
        attributes);
  }

  /** The row as a sample. */
  public Sample sample(String id, ImageSource image, List<String> classes) {
    return new Sample(
        id,
        image,
        classes.indexOf(label),
        patient,
        slide,
        magnification,
        micronsPerPixel,
        place,
        attributes);
  }
}
