package org.parfocal.metric.signature.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.parfocal.api.Prediction;

/**
 * Whether a sample has the same embedding in every fold, as it has where the backbone is frozen.
 */
final class FrozenEmbeddings {
  private final Map<String, Integer> hashes = new TreeMap<>();
  private int shared;
  private boolean different;

  /** Looks at the rows of one more fold. */
  void add(FoldRows rows) {
    List<Prediction> predictions = rows.predictions();
    for (int row = 0; row < predictions.size(); row++) {
      int hash = Arrays.hashCode(rows.embeddings().get(row));
      Integer known = hashes.putIfAbsent(predictions.get(row).sample(), hash);
      if (known != null) {
        shared++;
        different |= known != hash;
      }
    }
  }

  /** True if folds share samples, and none of these has two embeddings. */
  boolean frozen() {
    return shared > 0 && !different;
  }
}
