package org.parfocal.augmentation.dcgan.internal;

import java.util.List;

/**
 * What is watched while two networks contend: means over the steps of an epoch, or one step.
 *
 * @param discriminatorLoss cross-entropy of telling real from made-up, the sum of both halves; 2·ln
 *     2 ≈ 1.39 where it guesses
 * @param generatorLoss −log D(G(z)), after the discriminator's step
 * @param real mean D(x), the probability that a real image is called real
 * @param madeUp mean D(G(z)) before the discriminator's step
 */
record EpochScores(double discriminatorLoss, double generatorLoss, double real, double madeUp) {
  static EpochScores mean(List<EpochScores> steps) {
    return new EpochScores(
        steps.stream().mapToDouble(EpochScores::discriminatorLoss).average().orElseThrow(),
        steps.stream().mapToDouble(EpochScores::generatorLoss).average().orElseThrow(),
        steps.stream().mapToDouble(EpochScores::real).average().orElseThrow(),
        steps.stream().mapToDouble(EpochScores::madeUp).average().orElseThrow());
  }
}
