package org.parfocal.command.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel.Output;
import org.parfocal.core.text.Csv;

/**
 * Predictions as CSV: sample, patient, magnification, label as the data set gives it, the predicted
 * class, and the probability of each class.
 */
final class PredictionTable {
  private final List<String> classes;
  private final Dataset dataset;

  PredictionTable(List<String> classes, Dataset dataset) {
    this.classes = classes;
    this.dataset = dataset;
  }

  String text(List<Output> outputs) {
    List<String> header =
        new ArrayList<>(List.of("sample", "patient", "magnification", "label", "predicted"));
    classes.forEach(name -> header.add("p_" + name));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int row = 0; row < outputs.size(); row++) {
      rows.add(cells(dataset.samples().get(row), outputs.get(row).probabilities()));
    }
    return Csv.text(header, rows);
  }

  private List<@Nullable Object> cells(Sample sample, double[] probabilities) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(sample.id());
    cells.add(sample.patient());
    cells.add(sample.magnification());
    cells.add(dataset.classes().get(sample.label()));
    cells.add(classes.get(largest(probabilities)));
    Arrays.stream(probabilities).forEach(cells::add);
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
}
