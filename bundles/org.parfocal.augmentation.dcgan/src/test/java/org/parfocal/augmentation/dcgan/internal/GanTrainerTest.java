package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.Sequential;

class GanTrainerTest {
  private static final int BATCH = 8;
  private static final GanHyperparameters HYPERPARAMETERS =
      new GanHyperparameters(16, 10, 4, 1, BATCH, 1e-3);
  private static final GeneratorStreams STREAMS = new GeneratorStreams(5, "test");

  @BeforeAll
  static void startEngine() {
    TestEngine.start();
  }

  /** If one batch normalisation saw both kinds, D(x) would depend on what was generated. */
  @Test
  void realAndGeneratedImagesAreNormalisedApart() {
    float[] real = Numbers.normal(BATCH * HYPERPARAMETERS.imageBytes(), 1);

    GanScores one = firstStep(real, 1);
    GanScores other = firstStep(real, 2);

    assertThat(one.real()).isEqualTo(other.real());
    assertThat(one.generated()).isNotEqualTo(other.generated());
  }

  private static GanScores firstStep(float[] real, long latent) {
    try (GanTrainer trainer = new GanTrainer(HYPERPARAMETERS, STREAMS)) {
      return trainer.step(real, BATCH, new SplittableRandom(latent));
    }
  }

  /** Two steps by hand, with networks of the same first weights. */
  @Test
  void stepsAreThoseOfTheAlgorithm() {
    float[] real = Numbers.normal(BATCH * HYPERPARAMETERS.imageBytes(), 1);
    try (GanTrainer trainer = new GanTrainer(HYPERPARAMETERS, STREAMS);
        Sequential g = Dcgan.generator(HYPERPARAMETERS, STREAMS.stream("generator", 0));
        Sequential d = Dcgan.discriminator(HYPERPARAMETERS, STREAMS.stream("discriminator", 0))) {
      for (int step = 0; step < 2; step++) {
        GanScores expected = stepByHand(g, d, real, step);
        GanScores actual = trainer.step(real, BATCH, new SplittableRandom(step));

        assertThat(actual.discriminatorLoss())
            .isCloseTo(expected.discriminatorLoss(), within(1e-6));
        assertThat(actual.generatorLoss()).isCloseTo(expected.generatorLoss(), within(1e-6));
        assertThat(actual.real()).isCloseTo(expected.real(), within(1e-6));
        assertThat(actual.generated()).isCloseTo(expected.generated(), within(1e-6));
      }
    }
  }

  private static GanScores stepByHand(Sequential g, Sequential d, float[] real, long seed) {
    OptimizerStep adam = GanTrainer.adam(1e-3);
    float[] latent = Numbers.normal(BATCH * 10, seed);
    g.zeroGrad();
    d.zeroGrad();
    INDArray generated = g.forward(tensor(latent, BATCH, 1, 1, 10));
    float[] onReal = FloatTensors.read(d.forward(tensor(real, BATCH, 16, 16, 3)));
    d.backward(tensor(gradients(onReal, 1), BATCH, 1, 1, 1));
    float[] onGenerated = FloatTensors.read(d.forward(generated));
    d.backward(tensor(gradients(onGenerated, 0), BATCH, 1, 1, 1));
    d.step(adam);
    float[] after = FloatTensors.read(d.forward(generated));
    g.backward(d.backward(tensor(gradients(after, 1), BATCH, 1, 1, 1)));
    g.step(adam);
    // The generator's step is none of the discriminator's.
    d.zeroGrad();
    return new GanScores(
        crossEntropy(onReal, 1) + crossEntropy(onGenerated, 0),
        crossEntropy(after, 1),
        meanProbability(onReal),
        meanProbability(onGenerated));
  }

  private static INDArray tensor(float[] values, long... shape) {
    return Nd4j.createFromArray(values).reshape('c', shape);
  }

  private static float[] gradients(float[] logits, int answer) {
    float[] gradients = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      gradients[i] = (float) ((1 / (1 + Math.exp(-logits[i])) - answer) / logits.length);
    }
    return gradients;
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
    float[] real = Numbers.normal(BATCH * HYPERPARAMETERS.imageBytes(), 1);
    SplittableRandom random = new SplittableRandom(9);
    try (GanTrainer trainer = new GanTrainer(HYPERPARAMETERS, STREAMS)) {
      steps(trainer, real, random, 100);
      long before = nativeBytes();
      steps(trainer, real, random, 200);

      assertThat(nativeBytes() - before).isLessThan(8L << 20);
      assertThat(Pointer.totalBytes()).isLessThan(64L << 20);
    }
  }

  private static void steps(GanTrainer trainer, float[] real, SplittableRandom random, int count) {
    for (int step = 0; step < count; step++) {
      trainer.step(real, BATCH, random);
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
