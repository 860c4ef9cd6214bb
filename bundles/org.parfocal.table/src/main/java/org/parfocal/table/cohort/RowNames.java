package org.parfocal.table.cohort;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.FieldNames;
import org.parfocal.api.NameChoice;
import org.parfocal.api.SampleField;

/** Gives the rows of a table the names that are chosen for them. */
final class RowNames {
  private final NameChoice choice;

  RowNames(NameChoice choice) {
    this.choice = choice;
  }

  /** The rows under their names; patients and labels in two spellings become problems. */
  <S> List<CohortRow<S>> choose(
      List<CohortRow<S>> rows, CohortProblems problems, List<String> warnings) {
    FieldNames labels = names("label", rows, CohortRow::label);
    FieldNames patients = names("patient", rows, CohortRow::patient);
    FieldNames slides = names("slide", rows, CohortRow::slide);
    FieldNames magnifications = names("magnification", rows, CohortRow::magnification);
    labels.refusal().ifPresent(refusal -> problems.add(0, refusal));
    patients.refusal().ifPresent(refusal -> problems.add(0, refusal));
    slides.uniteIfAllAreTheSame();
    magnifications.united().ifPresent(warnings::add);
    return rows.stream()
        .map(
            row ->
                row.named(
                    labels.of(row.label()),
                    patients.of(row.patient()),
                    slides.of(row.slide()),
                    row.magnification() == null ? null : magnifications.of(row.magnification()),
                    choice.attributes(row.attributes())))
        .toList();
  }

  private <S> FieldNames names(
      String field, List<CohortRow<S>> rows, Function<CohortRow<S>, @Nullable String> value) {
    FieldNames names = new FieldNames(new SampleField(field), choice);
    for (CohortRow<S> row : rows) {
      String name = value.apply(row);
      if (name != null) {
        names.add(name, "line " + row.line());
      }
    }
    return names;
  }
}
