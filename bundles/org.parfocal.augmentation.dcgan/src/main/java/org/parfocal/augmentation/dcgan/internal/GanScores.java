package org.parfocal.augmentation.dcgan.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * What is watched while two networks contend: means over the steps of an epoch, or one step.
 *
 * @param discriminatorLoss cross-entropy of telling real from generated, the sum of both halves;
 *     2·ln 2 ≈ 1.39 where it guesses
 * @param generatorLoss −log D(G(z)), after the discriminator's step
 * @param real mean D(x), the probability that a real image is called real
 * @param generated mean D(G(z)) before the discriminator's step
 */
record GanScores(double discriminatorLoss, double generatorLoss, double real, double generated) {
  /** Length on disk. */
  static final int BYTES = 4 * Double.BYTES;

  static GanScores read(DataInputStream in) throws IOException {
    return new GanScores(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
  }

  void write(DataOutputStream out) throws IOException {
    out.writeDouble(discriminatorLoss);
    out.writeDouble(generatorLoss);
    out.writeDouble(real);
    out.writeDouble(generated);
  }

  static GanScores mean(List<GanScores> steps) {
    return new GanScores(
        steps.stream().mapToDouble(GanScores::discriminatorLoss).average().orElseThrow(),
        steps.stream().mapToDouble(GanScores::generatorLoss).average().orElseThrow(),
        steps.stream().mapToDouble(GanScores::real).average().orElseThrow(),
        steps.stream().mapToDouble(GanScores::generated).average().orElseThrow());
  }
}
