package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ContestTest {
  private static final int BATCH = 8;
  private static final Recipe RECIPE = new Recipe(16, 10, 4, 1, BATCH, 1e-3);
  private static final Chance CHANCE = new Chance(5, "test");

  @BeforeAll
  static void startEngine() {
    TestEngine.start();
  }

  /** If one batch normalisation saw both kinds, D(x) would depend on what was made up. */
  @Test
  void realAndMadeUpImagesAreNormalisedApart() {
    float[] real = Numbers.normal(BATCH * RECIPE.imageBytes(), 1);

    EpochScores one = firstStep(real, 1);
    EpochScores other = firstStep(real, 2);

    assertThat(one.real()).isEqualTo(other.real());
    assertThat(one.madeUp()).isNotEqualTo(other.madeUp());
  }

  private static EpochScores firstStep(float[] real, long latent) {
    try (Contest contest = new Contest(RECIPE, BATCH, CHANCE)) {
      return contest.step(real, new SplittableRandom(latent));
    }
  }

  /** Two steps by hand, with networks of the same first weights. */
  @Test
  void stepsAreThoseOfTheAlgorithm() {
    float[] real = Numbers.normal(BATCH * RECIPE.imageBytes(), 1);
    try (Contest contest = new Contest(RECIPE, BATCH, CHANCE);
        Network g = Dcgan.generator(RECIPE, BATCH, CHANCE.stream("generator", 0));
        Network d = Dcgan.discriminator(RECIPE, BATCH, CHANCE.stream("discriminator", 0))) {
      for (int step = 0; step < 2; step++) {
        EpochScores expected = stepByHand(g, d, real, step);
        EpochScores actual = contest.step(real, new SplittableRandom(step));

        assertThat(actual.discriminatorLoss())
            .isCloseTo(expected.discriminatorLoss(), within(1e-6));
        assertThat(actual.generatorLoss()).isCloseTo(expected.generatorLoss(), within(1e-6));
        assertThat(actual.real()).isCloseTo(expected.real(), within(1e-6));
        assertThat(actual.madeUp()).isCloseTo(expected.madeUp(), within(1e-6));
      }
    }
  }

  private static EpochScores stepByHand(Network g, Network d, float[] real, long seed) {
    AdamConstants adam = AdamConstants.radford(1e-3);
    float[] latent = new float[BATCH * 10];
    Latent.fill(latent, 0, latent.length, new SplittableRandom(seed));
    float[] madeUp = g.forward(latent, Pass.TRAINING).clone();
    float[] onReal = d.forward(real, Pass.TRAINING).clone();
    d.backward(slopes(onReal, 1));
    float[] onMadeUp = d.forward(madeUp, Pass.TRAINING).clone();
    d.backward(slopes(onMadeUp, 0));
    d.step(adam);
    float[] after = d.forward(madeUp, Pass.TRAINING).clone();
    g.backward(d.backward(slopes(after, 1)));
    g.step(adam);
    // The generator's step is none of the discriminator's.
    d.parameters().forEach(Parameter::clearSlopes);
    return new EpochScores(
        crossEntropy(onReal, 1) + crossEntropy(onMadeUp, 0),
        crossEntropy(after, 1),
        meanProbability(onReal),
        meanProbability(onMadeUp));
  }

  private static float[] slopes(float[] logits, int answer) {
    float[] slopes = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      slopes[i] = (float) ((1 / (1 + Math.exp(-logits[i])) - answer) / logits.length);
    }
    return slopes;
  }

  private static double crossEntropy(float[] logits, int answer) {
    double sum = 0;
    for (float logit : logits) {
      double p = 1 / (1 + Math.exp(-logit));
      sum -= Math.log(answer == 1 ? p : 1 - p);
    }
    return sum / logits.length;
  }

  private static double meanProbability(float[] logits) {
    double sum = 0;
    for (float logit : logits) {
      sum += 1 / (1 + Math.exp(-logit));
    }
    return sum / logits.length;
  }

  @Test
  void twoHundredStepsDoNotGrowNativeMemory() throws InterruptedException {
    float[] real = Numbers.normal(BATCH * RECIPE.imageBytes(), 1);
    SplittableRandom random = new SplittableRandom(9);
    try (Contest contest = new Contest(RECIPE, BATCH, CHANCE)) {
      steps(contest, real, random, 100);
      long before = nativeBytes();
      steps(contest, real, random, 200);

      assertThat(nativeBytes() - before).isLessThan(8L << 20);
      assertThat(Pointer.totalBytes()).isLessThan(64L << 20);
    }
  }

  private static void steps(Contest contest, float[] real, SplittableRandom random, int count) {
    for (int step = 0; step < count; step++) {
      contest.step(real, random);
    }
  }

  /** Of the process, once the collector has let go of what it can; the Java heap is constant. */
  private static long nativeBytes() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100);
    }
    return Pointer.physicalBytes();
  }
}
