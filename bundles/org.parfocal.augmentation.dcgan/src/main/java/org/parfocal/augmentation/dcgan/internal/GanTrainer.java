package org.parfocal.augmentation.dcgan.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.nn.Adam;
import org.parfocal.nn.BCEWithLogitsLoss;
import org.parfocal.nn.BatchNorm;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Layer;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.Parameter;
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.Sequential;
import org.parfocal.nn.ValueAndGradient;

/**
 * A generator and a discriminator that learn from each other (Goodfellow et al. 2014, with the
 * generator's non-saturating loss −log D(G(z))). Real and generated images go through the
 * discriminator in batches of their own, so that batch normalisation does not mix them.
 */
final class GanTrainer implements AutoCloseable {
  /** Batches that the generator's statistics are measured on at the end. */
  private static final int MEASURED = 16;

  private final GanHyperparameters hyperparameters;
  private final OptimizerStep adam;
  private final Sequential generator;
  private final Sequential discriminator;
  private final BCEWithLogitsLoss loss = new BCEWithLogitsLoss();
  private final RowBuffer latent;
  private final RowBuffer images;

  /** Makes both networks. */
  GanTrainer(GanHyperparameters hyperparameters, GeneratorStreams streams) {
    this.hyperparameters = hyperparameters;
    adam = adam(hyperparameters.learningRate());
    generator = Dcgan.generator(hyperparameters, streams.stream("generator", 0));
    discriminator = Dcgan.discriminator(hyperparameters, streams.stream("discriminator", 0));
    latent = new RowBuffer(1, 1, hyperparameters.latentSize());
    images = new RowBuffer(hyperparameters.imageSize(), hyperparameters.imageSize(), 3);
  }

  /** Radford et al. 2015: β₁ is 0.5, since 0.9 made adversarial training oscillate. */
  static OptimizerStep adam(double learningRate) {
    return new OptimizerStep(new Adam(0.5, 0.999, 1e-8, 0), learningRate);
  }

  /**
   * One step of each network.
   *
   * @param real {@code batch} images of {@code [size, size, 3]} between −1 and 1, row-major
   */
  GanScores step(float[] real, int batch, RandomGenerator random) {
    final INDArray generated = generator.forward(latent(batch, random));

    discriminator.zeroGrad();
    Judgement onReal = judge(images.rows(batch, real), 1);
    discriminator.backward(onReal.loss().gradient());
    Judgement onGenerated = judge(generated, 0);
    discriminator.backward(onGenerated.loss().gradient());
    discriminator.step(adam);

    generator.zeroGrad();
    Judgement fooled = judge(generated, 1);
    generator.backward(discriminator.backward(fooled.loss().gradient()));
    generator.step(adam);
    return new GanScores(
        onReal.loss().value() + onGenerated.loss().value(),
        fooled.loss().value(),
        onReal.probability(),
        onGenerated.probability());
  }

  /** Draws what a step drew, so that the next one goes on where it was stopped. */
  void skip(int batch, RandomGenerator random) {
    latent(batch, random);
  }

  /** Everything that is learned, by names that are the same in every trainer of these networks. */
  Map<String, Parameter> parameters() {
    Map<String, Parameter> all = new LinkedHashMap<>();
    generator.parameters().forEach((name, value) -> all.put("generator." + name, value));
    discriminator.parameters().forEach((name, value) -> all.put("discriminator." + name, value));
    return all;
  }

  /**
   * Ends the training: the generator's state, with batch statistics that belong to its last
   * weights.
   */
  List<float[]> finish(int batch, RandomGenerator random) {
    for (Layer layer : generator.layers()) {
      if (layer instanceof BatchNorm norm) {
        norm.resetRunningStatistics();
      }
    }
    for (int pass = 0; pass < MEASURED; pass++) {
      generator.forward(latent(batch, random));
    }
    return generator.state().values().stream().map(FloatTensors::read).toList();
  }

  @Override
  public void close() {
    generator.close();
    discriminator.close();
    loss.close();
    latent.close();
    images.close();
  }

  /** The random vectors behind images: independent standard normal numbers. */
  private INDArray latent(int batch, RandomGenerator random) {
    float[] values = new float[batch * hyperparameters.latentSize()];
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) random.nextGaussian();
    }
    return latent.rows(batch, values);
  }

  private Judgement judge(INDArray batch, int real) {
    INDArray logits = discriminator.forward(batch);
    double probability = 0;
    for (float logit : FloatTensors.read(logits)) {
      probability += BCEWithLogitsLoss.sigmoid(logit) / logits.length();
    }
    return new Judgement(loss.evaluate(logits, real), probability);
  }

  /**
   * What the discriminator makes of a batch.
   *
   * @param loss beside the right answer, valid until the next judgement
   * @param probability mean probability of being real
   */
  private record Judgement(ValueAndGradient loss, double probability) {}
}
