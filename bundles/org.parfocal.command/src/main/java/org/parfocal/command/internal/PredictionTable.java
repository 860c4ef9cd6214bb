package org.parfocal.command.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel.Output;

/**
 * Predictions as CSV: sample, patient, magnification, label as the data set gives it, the predicted
 * class, and the probability of each class. A cell that a spreadsheet would take for a formula gets
 * a leading apostrophe, as in {@code predictions.csv}.
 */
final class PredictionTable {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
  private static final String RISKY = "=+-@\t\r\n'";

  private final List<String> classes;
  private final Dataset dataset;

  PredictionTable(List<String> classes, Dataset dataset) {
    this.classes = classes;
    this.dataset = dataset;
  }

  void write(List<Output> outputs, Appendable out) throws IOException {
    try (CSVPrinter printer = new CSVPrinter(out, FORMAT)) {
      List<String> header =
          new ArrayList<>(List.of("sample", "patient", "magnification", "label", "predicted"));
      classes.forEach(name -> header.add("p_" + name));
      printer.printRecord(header);
      for (int row = 0; row < outputs.size(); row++) {
        printer.printRecord(cells(dataset.samples().get(row), outputs.get(row).probabilities()));
      }
    }
  }

  private List<String> cells(Sample sample, double[] probabilities) {
    List<String> cells = new ArrayList<>();
    cells.add(guarded(sample.id()));
    cells.add(guarded(sample.patient()));
    cells.add(guarded(sample.magnification()));
    cells.add(guarded(dataset.classes().get(sample.label())));
    cells.add(guarded(classes.get(largest(probabilities))));
    for (double probability : probabilities) {
      cells.add(Double.toString(probability));
    }
    return cells;
  }

  private static int largest(double[] values) {
    int largest = 0;
    for (int index = 1; index < values.length; index++) {
      if (values[index] > values[largest]) {
        largest = index;
      }
    }
    return largest;
  }

  private static String guarded(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    return RISKY.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
