package org.parfocal.table.cohort;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.SampleField;
import org.parfocal.api.Spelling;
import org.parfocal.table.Decimal;
import org.parfocal.table.Delimiter;

/** The µm per pixel that a study tells of a table's magnifications, for rows that tell none. */
final class GivenMicrons {
  private static final String OPTION = "dataset.microns-per-pixel";

  /** By the key of a magnification's spelling. */
  private final Map<String, Double> microns = new HashMap<>();

  private final Map<String, String> asked = new HashMap<>();

  /**
   * As the option says.
   *
   * @param option items like {@code 40X=0.25}
   * @throws ConfigurationException if one is not like that, or a magnification is there twice
   */
  GivenMicrons(List<String> option) {
    for (String item : option) {
      if (item.isBlank()) {
        continue; // as an option that is not set comes
      }
      int sign = item.lastIndexOf('=');
      String name = sign < 0 ? "" : item.substring(0, sign).strip();
      OptionalDouble value = Decimal.parse(item.substring(sign + 1).strip(), Delimiter.COMMA);
      if (name.isEmpty() || value.isEmpty() || !(value.getAsDouble() > 0)) {
        throw new ConfigurationException(
            "%s has %s; write magnifications and numbers above 0, for example 40X=0.25."
                .formatted(OPTION, item));
      }
      String key = Spelling.key(SampleField.MAGNIFICATION, name);
      if (microns.put(key, value.getAsDouble()) != null) {
        throw new ConfigurationException("%s has %s twice; leave one out.".formatted(OPTION, name));
      }
      asked.put(key, name);
    }
  }

  /**
   * The rows with what is told of them.
   *
   * @throws ConfigurationException if a magnification is told of that no row has
   */
  <S> List<CohortRow<S>> tell(List<CohortRow<S>> rows) {
    TreeSet<String> known = new TreeSet<>(SampleField.ORDER);
    Map<String, String> unknown = new HashMap<>(asked);
    for (CohortRow<S> row : rows) {
      if (row.magnification() != null) {
        known.add(row.magnification());
        unknown.remove(Spelling.key(SampleField.MAGNIFICATION, row.magnification()));
      }
    }
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "%s tells of %s, and the table has the magnifications %s."
              .formatted(OPTION, String.join(", ", new TreeSet<>(unknown.values())), known));
    }
    return rows.stream().map(row -> told(row)).toList();
  }

  private <S> CohortRow<S> told(CohortRow<S> row) {
    Double told =
        row.magnification() == null || row.micronsPerPixel().isPresent()
            ? null
            : microns.get(Spelling.key(SampleField.MAGNIFICATION, row.magnification()));
    return told == null ? row : row.withMicronsPerPixel(told);
  }
}
