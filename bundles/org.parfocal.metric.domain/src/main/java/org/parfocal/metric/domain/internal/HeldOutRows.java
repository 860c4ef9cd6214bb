package org.parfocal.metric.domain.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;
import org.parfocal.statistics.LabelledRows;

/**
 * The embeddings of the images of patients that a model was not fitted on: those of the validation
 * part and of the seen part, or of the test part where nothing is seen. Labels are domains.
 *
 * @param part the part beside validation
 * @param domains that occur, in order
 * @param rows of images whose domain is known
 */
record HeldOutRows(Part part, List<String> domains, LabelledRows rows) {

  /** The part beside validation. */
  static Part part(Outcome outcome) {
    return outcome.part(Part.SEEN).isEmpty() ? Part.TEST : Part.SEEN;
  }

  /** Picks them. */
  static HeldOutRows of(Outcome outcome, List<float[]> embeddings) {
    Part beside = part(outcome);
    List<Prediction> predictions = outcome.predictions();
    int[] indices =
        IntStream.range(0, predictions.size())
            .filter(
                row ->
                    predictions.get(row).part() == Part.VALIDATION
                        || predictions.get(row).part() == beside)
            .filter(row -> predictions.get(row).domain() != null)
            .toArray();
    List<String> domains =
        List.copyOf(
            Outcome.byDomain(IntStream.of(indices).mapToObj(predictions::get).toList()).keySet());
    double[][] rows = new double[indices.length][];
    int[] labels = new int[indices.length];
    List<String> patients = new ArrayList<>();
    for (int i = 0; i < indices.length; i++) {
      Prediction prediction = predictions.get(indices[i]);
      float[] values = embeddings.get(indices[i]);
      rows[i] = IntStream.range(0, values.length).mapToDouble(k -> values[k]).toArray();
      labels[i] = domains.indexOf(prediction.domain());
      patients.add(prediction.patient());
    }
    return new HeldOutRows(beside, domains, new LabelledRows(rows, labels, patients));
  }

  /** Why nothing can be read from them; empty if it can. */
  String obstacle(SampleField field) {
    if (rows.size() == 0) {
      return "no held-out image has a value of " + field;
    }
    if (domains.size() < 2) {
      return "all held-out images are " + domains.get(0);
    }
    if (rows.patients().stream().distinct().count() < 2) {
      return "all held-out images are of one patient";
    }
    for (double[] row : rows.rows()) {
      for (double value : row) {
        if (!Double.isFinite(value)) {
          return "the embeddings hold numbers that are not finite";
        }
      }
    }
    return "";
  }
}
