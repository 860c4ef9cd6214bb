package org.parfocal.dataset.table.internal;

import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.parfocal.imaging.ImageFile;

/**
 * One checked row of a table.
 *
 * @param line where it stands, from 1
 * @param image the file, which exists
 * @param label the class name
 * @param patient never empty
 * @param slide the patient if the table knows no slides
 * @param magnification as the table writes it; null if unknown
 * @param micronsPerPixel empty if unknown
 * @param place null if unknown
 * @param attributes every other column
 */
record Row(
    long line,
    ImageFile image,
    String label,
    String patient,
    String slide,
    @Nullable String magnification,
    OptionalDouble micronsPerPixel,
    @Nullable String place,
    Map<String, String> attributes) {
  /** The same row under the names that are chosen for it. */
  Row named(
      String label,
      String patient,
      String slide,
      @Nullable String magnification,
      Map<String, String> attributes) {
    return new Row(
        line, image, label, patient, slide, magnification, micronsPerPixel, place, attributes);
  }

  /** The same row with a µm per pixel. */
  Row withMicronsPerPixel(double microns) {
    return new Row(
        line,
        image,
        label,
        patient,
        slide,
        magnification,
        OptionalDouble.of(microns),
        place,
        attributes);
  }

  /** The normalised path below the root: the sample's id. */
  String id() {
    return image.relative().replace('\\', '/');
  }
}
