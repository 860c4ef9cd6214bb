package org.parfocal.api;

import java.io.Serial;
import java.util.Set;
import java.util.TreeSet;

/** A patient stands in two parts of a fold. */
public final class PatientOverlapException extends ParfocalException {
  @Serial private static final long serialVersionUID = 1L;

  PatientOverlapException(String fold, Part first, Part second, Set<String> patients) {
    super(
        "Fold %s has %d patient(s) in both its %s and its %s part: %s. Give each patient to one part only."
            .formatted(
                fold,
                patients.size(),
                first.label(),
                second.label(),
                String.join(", ", new TreeSet<>(patients).stream().limit(5).toList())));
  }
}
