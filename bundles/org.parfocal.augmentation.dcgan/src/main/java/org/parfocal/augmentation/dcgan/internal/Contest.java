package org.parfocal.augmentation.dcgan.internal;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A generator and a discriminator that learn from each other (Goodfellow et al. 2014, with the
 * generator's non-saturating loss −log D(G(z))). Real and made-up images go through the
 * discriminator in batches of their own, so that batch normalisation does not mix them.
 */
final class Contest implements AutoCloseable {
  private static final int SETTLING_BATCHES = 16;

  private final AdamConstants adam;
  private final Network generator;
  private final Network discriminator;
  private final float[] latent;
  private final float[] slope;

  /**
   * Makes both networks.
   *
   * @param batch images in each step
   */
  Contest(Recipe recipe, int batch, Chance chance) {
    adam = AdamConstants.radford(recipe.learningRate());
    generator = Dcgan.generator(recipe, batch, chance.stream("generator", 0));
    discriminator = Dcgan.discriminator(recipe, batch, chance.stream("discriminator", 0));
    latent = new float[batch * recipe.latentSize()];
    slope = new float[batch];
  }

  /**
   * One step of each network.
   *
   * @param real {@code [batch, size, size, 3]} between −1 and 1
   */
  EpochScores step(float[] real, RandomGenerator random) {
    Latent.fill(latent, 0, latent.length, random);
    float[] madeUp = generator.forward(latent, Pass.TRAINING);

    float[] logits = discriminator.forward(real, Pass.TRAINING);
    double loss = LogisticLoss.mean(logits, true);
    double realScore = LogisticLoss.probability(logits);
    LogisticLoss.slope(logits, true, slope);
    discriminator.backward(slope);
    logits = discriminator.forward(madeUp, Pass.TRAINING);
    loss += LogisticLoss.mean(logits, false);
    final double madeUpScore = LogisticLoss.probability(logits);
    LogisticLoss.slope(logits, false, slope);
    discriminator.backward(slope);
    discriminator.step(adam);

    logits = discriminator.forward(madeUp, Pass.TRAINING);
    final double generatorLoss = LogisticLoss.mean(logits, true);
    LogisticLoss.slope(logits, true, slope);
    generator.backward(discriminator.backward(slope));
    discriminator.clearSlopes();
    generator.step(adam);
    return new EpochScores(loss, generatorLoss, realScore, madeUpScore);
  }

  /** Ends the contest: the generator's state, with statistics that belong to its last weights. */
  List<float[]> finish(RandomGenerator random) {
    for (int pass = 0; pass < SETTLING_BATCHES; pass++) {
      Latent.fill(latent, 0, latent.length, random);
      generator.forward(latent, Pass.SETTLING);
    }
    return generator.state().stream().map(float[]::clone).toList();
  }

  @Override
  public void close() {
    generator.close();
    discriminator.close();
  }
}
