package org.parfocal.learning.internal.loop;

/** Which epoch's parameters are kept. */
public enum Selection {
  /** Highest area under the ROC curve on the validation samples. */
  VALIDATION_AUC,
  /** Lowest mean of −log p on the validation samples. */
  VALIDATION_LOSS,
  /** Highest mean recall of the classes on the validation samples. */
  VALIDATION_BALANCED_ACCURACY,
  /** The last one. */
  LAST;

  /** The number that is to be as large as possible; the epoch's own number for {@link #LAST}. */
  double value(ValidationScore score, int epoch) {
    return switch (this) {
      case VALIDATION_AUC -> score.auc();
      case VALIDATION_LOSS -> -score.loss();
      case VALIDATION_BALANCED_ACCURACY -> score.balancedAccuracy();
      case LAST -> epoch;
    };
  }
}
