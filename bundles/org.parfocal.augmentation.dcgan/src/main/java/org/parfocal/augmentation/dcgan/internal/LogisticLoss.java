package org.parfocal.augmentation.dcgan.internal;

/** Binary cross-entropy of a batch of logits that all have one answer. */
final class LogisticLoss {
  private LogisticLoss() {}

  /** Mean of −log p, where p is the probability of the answer. */
  static double mean(float[] logits, boolean real) {
    double sum = 0;
    for (float logit : logits) {
      double wrong = real ? -logit : logit;
      sum += Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong)));
    }
    return sum / logits.length;
  }

  /** Slope of {@link #mean} by each logit. */
  static void slope(float[] logits, boolean real, float[] slope) {
    for (int i = 0; i < logits.length; i++) {
      slope[i] = (float) ((probability(logits[i]) - (real ? 1 : 0)) / logits.length);
    }
  }

  /** Mean probability of being real. */
  static double probability(float[] logits) {
    double sum = 0;
    for (float logit : logits) {
      sum += probability(logit);
    }
    return sum / logits.length;
  }

  private static double probability(float logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
