package org.parfocal.dataset.features.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.parfocal.api.Dataset;
import org.parfocal.api.Sample;
import org.parfocal.table.cohort.CohortField;

/** The table beside files of embeddings: whose they are, in the data set's order. */
final class IndexTable {
  static final String NAME = "index.csv";

  private static final String ENDING = ".h5";

  private final Dataset dataset;
  private final Map<String, String> files = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> rows = new HashMap<>();

  IndexTable(Dataset dataset) {
    this.dataset = dataset;
  }

  /** The file of a slide: its name as far as every system can write it. */
  String file(String slide) {
    return files.computeIfAbsent(
        slide,
        name -> {
          String safe = name.replaceAll("[^A-Za-z0-9_.-]", "_").replaceFirst("^\\.", "_");
          String stem = safe.length() > 100 ? safe.substring(0, 100) : safe;
          String file = stem + ENDING;
          for (int twin = 2; !taken.add(file.toLowerCase(Locale.ROOT)); twin++) {
            file = stem + "-" + twin + ENDING;
          }
          return file;
        });
  }

  /** In which row of its slide's file a sample is. */
  void place(Sample sample, int row) {
    rows.put(sample.id(), row);
  }

  byte[] text() throws IOException {
    TreeSet<String> attributes = new TreeSet<>();
    dataset.samples().forEach(sample -> attributes.addAll(sample.attributes().keySet()));
    for (CohortField field : CohortField.values()) {
      attributes.remove(field.column());
    }
    List<String> header = new ArrayList<>();
    for (CohortField field : CohortField.values()) {
      header.add(field.column());
    }
    header.addAll(attributes);
    StringBuilder text = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
      csv.printRecord(header);
      for (Sample sample : dataset.samples()) {
        List<Object> row = new ArrayList<>();
        for (CohortField field : CohortField.values()) {
          row.add(value(sample, field));
        }
        attributes.forEach(name -> row.add(sample.attributes().getOrDefault(name, "")));
        csv.printRecord(row);
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Object value(Sample sample, CohortField field) {
    return switch (field) {
      case PATH -> file(sample.slide());
      case LABEL -> dataset.classes().get(sample.label());
      case PATIENT -> sample.patient();
      case SLIDE -> sample.slide();
      case MAGNIFICATION -> sample.magnification() == null ? "" : sample.magnification();
      case MICRONS_PER_PIXEL ->
          sample.micronsPerPixel().isPresent() ? sample.micronsPerPixel().getAsDouble() : "";
      case PLACE -> sample.place() == null ? "" : sample.place();
      case ROW -> rows.getOrDefault(sample.id(), 0);
      case SAMPLE -> sample.id();
    };
  }
}
