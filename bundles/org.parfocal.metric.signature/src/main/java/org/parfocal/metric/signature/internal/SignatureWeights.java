package org.parfocal.metric.signature.internal;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.statistics.LinearModel;

/**
 * The signature itself, one row for each dimension that has a weight: {@code signature-weight} in
 * the scope {@code dimension 17}, counted from 0, of the standardised embeddings. Of two classes it
 * is the weight in the log odds of the second one; of more there is one for each class, {@code
 * dimension 17, tumour}.
 *
 * @param classes names in label order
 */
record SignatureWeights(List<String> classes) {
  static final String WEIGHT = "signature-weight";

  List<Score> of(LinearModel model) {
    double[][] weights = model.weights();
    List<Score> scores = new ArrayList<>();
    for (int dimension : model.support()) {
      for (int line = 0; line < weights.length; line++) {
        String scope = "dimension " + dimension;
        if (weights[line][dimension] != 0) {
          scores.add(
              Score.of(
                  WEIGHT,
                  Part.TRAINING,
                  classes.size() == 2 ? scope : scope + ", " + classes.get(line),
                  weights[line][dimension]));
        }
      }
    }
    return scores;
  }
}
