package org.parfocal.table.cohort;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.parfocal.api.Dataset;
import org.parfocal.api.Sample;

/**
 * Writes a data set as the table of a cohort, one row a sample in the data set's order, which
 * {@link CohortTable} reads. An attribute that has the name of a column is left out.
 */
public final class CohortIndex {
  /** The name of the file, which a reader looks for in a folder. */
  public static final String NAME = "index.csv";

  private final Dataset dataset;
  private final Map<CohortField, Function<Sample, Object>> own;

  /**
   * Of a data set.
   *
   * @param own columns that only the writer can fill: the path, and row and sample where there are
   *     such columns
   */
  public CohortIndex(Dataset dataset, Map<CohortField, Function<Sample, Object>> own) {
    this.dataset = dataset;
    this.own = Map.copyOf(own);
  }

  /** The file's content, in UTF-8. */
  public byte[] text() throws IOException {
    List<CohortField> fields = new ArrayList<>();
    TreeSet<String> attributes = new TreeSet<>();
    dataset.samples().forEach(sample -> attributes.addAll(sample.attributes().keySet()));
    List<String> header = new ArrayList<>();
    for (CohortField field : CohortField.values()) {
      if (own.containsKey(field) || isOfSample(field)) {
        fields.add(field);
        header.add(field.column());
      }
      attributes.remove(field.column());
    }
    header.addAll(attributes);
    StringBuilder text = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
      csv.printRecord(header);
      for (Sample sample : dataset.samples()) {
        List<Object> row = new ArrayList<>();
        for (CohortField field : fields) {
          Function<Sample, Object> filled = own.get(field);
          row.add(filled == null ? value(sample, field) : filled.apply(sample));
        }
        attributes.forEach(name -> row.add(sample.attributes().getOrDefault(name, "")));
        csv.printRecord(row);
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isOfSample(CohortField field) {
    return field != CohortField.PATH && field != CohortField.ROW && field != CohortField.SAMPLE;
  }

  private Object value(Sample sample, CohortField field) {
    return switch (field) {
      case LABEL -> dataset.classes().get(sample.label());
      case PATIENT -> sample.patient();
      case SLIDE -> sample.slide();
      case MAGNIFICATION -> sample.magnification() == null ? "" : sample.magnification();
      case MICRONS_PER_PIXEL ->
          sample.micronsPerPixel().isPresent()
              ? BigDecimal.valueOf(sample.micronsPerPixel().getAsDouble()).toPlainString()
              : "";
      case PLACE -> sample.place() == null ? "" : sample.place();
      case PATH, ROW, SAMPLE ->
          throw new IllegalStateException("only the writer knows the " + field.label());
    };
  }
}
