package org.parfocal.core.internal.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.core.text.Csv;

/**
 * {@code samples.csv}: one row for each tested sample, its id and then its value of every field
 * that some of them have; an unknown value is an empty cell.
 */
public final class SampleFile {
  private static final String ID = "sample";

  private SampleFile() {}

  /** The file's text. */
  public static String text(Collection<Sample> samples) {
    List<SampleField> fields = SampleField.known(samples);
    List<String> header = new ArrayList<>(List.of(ID));
    fields.forEach(field -> header.add(field.name()));
    Map<String, List<@Nullable Object>> rows = new LinkedHashMap<>();
    for (Sample sample : samples) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(sample.id());
      fields.forEach(field -> row.add(field.value(sample)));
      rows.put(sample.id(), row);
    }
    return Csv.text(header, List.copyOf(rows.values()));
  }

  /**
   * Reads the text again.
   *
   * @return by field and then by id, the known values
   * @throws IOException if it is no such table
   */
  public static Map<SampleField, Map<String, String>> parse(String text) throws IOException {
    List<List<String>> rows = Csv.parse(text);
    Map<SampleField, Map<String, String>> values = new LinkedHashMap<>();
    if (rows.isEmpty()) {
      throw new IOException("it is empty");
    }
    List<String> header = rows.get(0);
    for (int column = 1; column < header.size(); column++) {
      Map<String, String> ofField = new HashMap<>();
      for (List<String> row : rows.subList(1, rows.size())) {
        if (row.size() != header.size()) {
          throw new IOException("a row has not as many cells as the header");
        }
        if (!row.get(column).isEmpty()) {
          ofField.put(Csv.restored(row.get(0)), Csv.restored(row.get(column)));
        }
      }
      values.put(new SampleField(header.get(column)), ofField);
    }
    return values;
  }
}
