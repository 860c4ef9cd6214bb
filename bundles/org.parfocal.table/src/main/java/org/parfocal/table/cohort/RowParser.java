package org.parfocal.table.cohort;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Spelling;
import org.parfocal.table.Decimal;
import org.parfocal.table.Delimiter;
import org.parfocal.table.Excerpt;
import org.parfocal.table.TableRow;

/** Turns the values of one line into a checked row, or into problems. */
final class RowParser<S> {
  /** Larger than any pixel that shows tissue; catches nm written as µm. */
  private static final double LARGEST_PIXEL = 1000;

  /** Names are compared with each other and printed. */
  private static final int LONGEST_NAME = 1000;

  private final CohortColumns columns;
  private final Delimiter delimiter;
  private final CohortSettings settings;
  private final RowSource<S> sources;
  private final Absences absences;
  private final CohortProblems problems;

  RowParser(
      CohortColumns columns,
      Delimiter delimiter,
      CohortSettings settings,
      RowSource<S> sources,
      Absences absences,
      CohortProblems problems) {
    this.columns = columns;
    this.delimiter = delimiter;
    this.settings = settings;
    this.sources = sources;
    this.absences = absences;
    this.problems = problems;
  }

  Optional<CohortRow<S>> parse(TableRow row) {
    List<String> values = row.cells();
    if (!columns.fit(values)) {
      problems.add(
          row.line(),
          "%d values where the header names %d columns; a value with a delimiter needs quotes."
              .formatted(values.size(), columns.count()));
      return Optional.empty();
    }
    boolean complete = hasRequired(row);
    Optional<OptionalDouble> microns =
        micronsPerPixel(row.line(), columns.value(CohortField.MICRONS_PER_PIXEL, values));
    Optional<S> source = complete ? source(row) : Optional.empty();
    if (microns.isEmpty() || source.isEmpty()) {
      return Optional.empty();
    }
    String patient = columns.value(CohortField.PATIENT, values);
    String slide = known(CohortField.SLIDE, row);
    String magnification = known(CohortField.MAGNIFICATION, row);
    String place = known(CohortField.PLACE, row);
    return Optional.of(
        new CohortRow<>(
            row.line(),
            sources.id(source.get()),
            source.get(),
            columns.value(CohortField.LABEL, values),
            patient,
            slide.isEmpty() ? patient : slide,
            magnification.isEmpty() ? null : magnification,
            microns.get(),
            place.isEmpty() ? null : place,
            columns.attributes(values)));
  }

  private String known(CohortField field, TableRow row) {
    return absences.known(field, columns.value(field, row.cells()), row.line());
  }

  private boolean hasRequired(TableRow row) {
    boolean complete = true;
    for (CohortField field : settings.columns().keySet()) {
      String value = columns.value(field, row.cells());
      if (settings.requires(field) && value.isEmpty()) {
        problems.add(row.line(), "the %s is empty.".formatted(field.label()));
        complete = false;
      } else if (field != CohortField.PATH && value.length() > LONGEST_NAME) {
        problems.add(
            row.line(),
            "the %s has %d characters, more than the %d of a name; shorten it."
                .formatted(field.label(), value.length(), LONGEST_NAME));
        complete = false;
      } else if (field.isName() && absences.isMissing(value)) {
        problems.add(
            row.line(),
            "the %s %s is a word for a missing one; fill it in or delete the row, or set dataset.as-written: [%s] if it is a name."
                .formatted(field.label(), Spelling.shown(Set.of(value)), value));
        complete = false;
      }
    }
    return complete;
  }

  private Optional<S> source(TableRow row) {
    try {
      return Optional.of(sources.of(field -> columns.value(field, row.cells())));
    } catch (DatasetException e) {
      problems.add(row.line(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** The value, nothing for an empty cell, or a problem. */
  private Optional<OptionalDouble> micronsPerPixel(long line, String value) {
    if (value.isEmpty()) {
      return Optional.of(OptionalDouble.empty());
    }
    OptionalDouble microns = Decimal.parse(value, delimiter);
    if (microns.isPresent()
        && microns.getAsDouble() > 0
        && microns.getAsDouble() <= LARGEST_PIXEL) {
      return Optional.of(microns);
    }
    problems.add(
        line,
        "'%s' is not a pixel size in µm; write a number above 0, such as 0.25, or leave it empty."
            .formatted(Excerpt.of(value)));
    return Optional.empty();
  }
}
