package org.parfocal.core;

import java.util.List;

/**
 * How the reported option of a variant is chosen, for each fold and seed anew, after the three
 * methods of Gulrajani and Lopez-Paz, "In Search of Lost Domain Generalization" (ICLR 2021,
 * DomainBed).
 *
 * @param variant whose options they are
 * @param options names of {@link Variant}s, at least two: the points of its axes
 * @param by method
 * @param measure {@link org.parfocal.api.MetricColumn#name() name} of the measure that decides
 */
public record Selection(String variant, List<String> options, Method by, String measure) {
  private static final String ORACLE = ", chosen by the test (oracle)";

  public Selection {
    options = List.copyOf(options);
  }

  /** By whose samples an option is chosen. */
  public enum Method {
    /** By the fold's validation patients, whose images are at the magnifications of training. */
    VALIDATION("validation"),
    /**
     * By jobs on inner folds, which hold out one magnification of the training part after the
     * other; no patient is on both sides.
     */
    LEAVE_ONE_MAGNIFICATION_OUT("leave-one-magnification-out"),
    /** By the test itself: an upper bound, and no result. */
    ORACLE("oracle");

    private final String label;

    Method(String label) {
      this.label = label;
    }

    /** As it is written in a study file. */
    public String label() {
      return label;
    }
  }

  /** What the chosen options together are called, beside the names of variants. */
  public String name() {
    return by == Method.ORACLE ? variant + ORACLE : variant + ", chosen by " + by.label;
  }

  /** Whether this is what options that were chosen by the test are called. */
  public static boolean isOracle(String name) {
    return name.endsWith(ORACLE);
  }

  /** The same options, chosen by the test. */
  public Selection oracle() {
    return new Selection(variant, options, Method.ORACLE, measure);
  }
}
