package org.parfocal.metric.signature.internal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.parfocal.api.Embeddings;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Sha256;
import org.parfocal.statistics.LabelledRows;

/**
 * What signatures are made of: the predictions of a fold and the embedding of each.
 *
 * @param classes class names in label order
 * @param predictions of all parts
 * @param embeddings one for each prediction
 */
record FoldRows(List<String> classes, List<Prediction> predictions, List<float[]> embeddings) {

  /** Reads the embeddings. */
  static FoldRows of(Outcome outcome, Embeddings embeddings) {
    return new FoldRows(outcome.classes(), outcome.predictions(), embeddings.read());
  }

  /** The rows of one part. */
  LabelledRows part(Part part) {
    int[] indices =
        IntStream.range(0, predictions.size())
            .filter(row -> predictions.get(row).part() == part)
            .toArray();
    return new LabelledRows(
        IntStream.of(indices)
            .mapToObj(embeddings::get)
            .map(FoldRows::widened)
            .toArray(double[][]::new),
        IntStream.of(indices).map(row -> predictions.get(row).label()).toArray(),
        IntStream.of(indices).mapToObj(row -> predictions.get(row).patient()).toList());
  }

  private static double[] widened(float[] row) {
    return IntStream.range(0, row.length).mapToDouble(i -> row[i]).toArray();
  }

  /**
   * Tells equal rows from others. Where the backbone is frozen, embeddings are the same for all
   * seeds, and so is everything that follows from them.
   */
  String fingerprint() {
    Sha256 hash = new Sha256();
    for (int row = 0; row < predictions.size(); row++) {
      Prediction prediction = predictions.get(row);
      hash.add(
          prediction.part().label(), Integer.toString(prediction.label()), prediction.patient());
      float[] values = embeddings.get(row);
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
      for (float value : values) {
        bytes.putFloat(value);
      }
      hash.add(bytes.array());
    }
    return hash.hex();
  }
}
