package org.parfocal.dataset.table.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.parfocal.api.DatasetException;
import org.parfocal.dataset.table.internal.TableColumns.Field;
import org.parfocal.imaging.ImageFile;
import org.parfocal.imaging.ImageFolder;

/** Turns the values of one line into a checked row, or into problems. */
final class RowParser {
  /** Larger than any pixel that shows tissue; catches nm written as µm. */
  private static final double LARGEST_PIXEL = 1000;

  private final TableColumns columns;
  private final ImageFolder images;
  private final TableProblems problems;

  RowParser(TableColumns columns, ImageFolder images, TableProblems problems) {
    this.columns = columns;
    this.images = images;
    this.problems = problems;
  }

  Optional<Row> parse(long line, List<String> values) {
    if (values.size() != columns.count()) {
      problems.add(
          line,
          "%d values where the header names %d columns; a value with a delimiter needs quotes."
              .formatted(values.size(), columns.count()));
      return Optional.empty();
    }
    boolean complete = true;
    for (Field field : Field.values()) {
      if (field.isRequired() && columns.value(field, values).isEmpty()) {
        problems.add(line, "the %s is empty.".formatted(field.name().toLowerCase(Locale.ROOT)));
        complete = false;
      }
    }
    Optional<OptionalDouble> microns =
        micronsPerPixel(line, columns.value(Field.MICRONS_PER_PIXEL, values));
    Optional<ImageFile> image =
        complete ? image(line, columns.value(Field.PATH, values)) : Optional.empty();
    if (microns.isEmpty() || image.isEmpty()) {
      return Optional.empty();
    }
    String patient = columns.value(Field.PATIENT, values);
    String slide = columns.value(Field.SLIDE, values);
    String magnification = columns.value(Field.MAGNIFICATION, values);
    String place = columns.value(Field.PLACE, values);
    return Optional.of(
        new Row(
            line,
            image.get(),
            columns.value(Field.LABEL, values),
            patient,
            slide.isEmpty() ? patient : slide,
            magnification.isEmpty() ? null : magnification,
            microns.get(),
            place.isEmpty() ? null : place,
            columns.attributes(values)));
  }

  private Optional<ImageFile> image(long line, String path) {
    try {
      return Optional.of(images.file(path));
    } catch (DatasetException e) {
      problems.add(line, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** The value, nothing for an empty cell, or a problem. */
  private Optional<OptionalDouble> micronsPerPixel(long line, String value) {
    if (value.isEmpty()) {
      return Optional.of(OptionalDouble.empty());
    }
    try {
      double microns = Double.parseDouble(value);
      if (microns > 0 && microns <= LARGEST_PIXEL) {
        return Optional.of(OptionalDouble.of(microns));
      }
    } catch (NumberFormatException e) {
      // reported below, with the numbers out of range
    }
    problems.add(
        line,
        "'%s' is not a pixel size in µm; write a number above 0, such as 0.25, or leave it empty."
            .formatted(value));
    return Optional.empty();
  }
}
