package org.parfocal.plan;

/**
 * How the places of the last feature maps become one number for each channel, where a network ends
 * with their average.
 *
 * @param kind which pooling
 * @param power p at first, above 0; of {@link Kind#GEM} only
 * @param learnt whether p is learnt with the weights
 */
public record Pooling(Kind kind, double power, boolean learnt) {
  /** The average of all places. */
  public static final Pooling AVERAGE = new Pooling(Kind.AVERAGE, 1, false);

  /** Value of the option {@code pooling}. */
  public enum Kind {
    /** mean(x), as torchvision's networks end. */
    AVERAGE,
    /** max(x). */
    MAX,
    /**
     * The generalised mean (Radenović et al. 2018, equation 3): mean(max(x, ε)ᵖ)^(1/p) with ε =
     * 1e-6 as their code has it; the average for p = 1, the maximum for p → ∞, where x is positive.
     */
    GEM
  }

  /** Names it among what decides embeddings. */
  public String identity() {
    return switch (kind) {
      case AVERAGE -> "";
      case MAX -> "max";
      case GEM -> "gem " + power;
    };
  }
}
