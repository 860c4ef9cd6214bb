package org.parfocal.augmentation.dcgan.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.parfocal.nn.BatchNorm;
import org.parfocal.nn.Conv2d;
import org.parfocal.nn.ConvTranspose2d;
import org.parfocal.nn.Initializer;
import org.parfocal.nn.Layer;
import org.parfocal.nn.LeakyReLU;
import org.parfocal.nn.ReLU;
import org.parfocal.nn.Sequential;
import org.parfocal.nn.Tanh;
import org.parfocal.nn.Window;

/**
 * The two networks of a deep convolutional generative adversarial network (Radford, Metz and
 * Chintala 2015, arXiv 1511.06434): no pooling and no hidden dense layer; batch normalisation
 * everywhere but at the generator's output and the discriminator's input; ReLU and a final tanh in
 * the generator, leaky ReLU (0.2) in the discriminator; weights N(0, 0.02).
 *
 * <p>Kernels are 4×4 with stride 2 and one pixel of padding, which halves or doubles a resolution
 * exactly (the paper has 5×5, its usual re-implementations 4×4).
 */
final class Dcgan {
  /** Edge of the smallest feature maps. */
  private static final int SEED_SIZE = 4;

  private static final int CHANNELS = 3;
  private static final double LEAK = 0.2;

  /** Between one pixel and the smallest feature maps. */
  private static final Window WHOLE = new Window(SEED_SIZE, 1, 0);

  private static final Window HALVING = new Window(4, 2, 1);
  private static final Initializer WEIGHTS = Initializer.normal(0, 0.02);
  private static final Initializer SCALES = Initializer.normal(1, 0.02);
  private static final Initializer ZEROS = Initializer.constant(0);

  private Dcgan() {}

  /** From {@code [n, 1, 1, latent]} to images {@code [n, size, size, 3]} between −1 and 1. */
  static Sequential generator(GanHyperparameters hyperparameters, RandomGenerator random) {
    List<Layer> layers = new ArrayList<>();
    int channels = widest(hyperparameters);
    layers.add(new ConvTranspose2d(hyperparameters.latentSize(), channels, WHOLE, WEIGHTS, random));
    int size = SEED_SIZE;
    for (; 2 * size < hyperparameters.imageSize(); size *= 2) {
      layers.add(new BatchNorm(channels, SCALES, random));
      layers.add(new ReLU(true));
      layers.add(new ConvTranspose2d(channels, channels / 2, HALVING, WEIGHTS, random));
      channels /= 2;
    }
    layers.add(new BatchNorm(channels, SCALES, random));
    layers.add(new ReLU(true));
    layers.add(new ConvTranspose2d(channels, CHANNELS, HALVING, WEIGHTS, ZEROS, random));
    layers.add(new Tanh(true));
    return new Sequential(layers.toArray(Layer[]::new));
  }

  /** From images {@code [n, size, size, 3]} to one logit each: real if positive. */
  static Sequential discriminator(GanHyperparameters hyperparameters, RandomGenerator random) {
    List<Layer> layers = new ArrayList<>();
    int channels = hyperparameters.width();
    layers.add(new Conv2d(CHANNELS, channels, HALVING, WEIGHTS, ZEROS, random));
    layers.add(new LeakyReLU(LEAK, true));
    for (int size = hyperparameters.imageSize() / 2; size > SEED_SIZE; size /= 2) {
      layers.add(new Conv2d(channels, 2 * channels, HALVING, WEIGHTS, random));
      channels *= 2;
      layers.add(new BatchNorm(channels, SCALES, random));
      layers.add(new LeakyReLU(LEAK, true));
    }
    layers.add(new Conv2d(channels, 1, WHOLE, WEIGHTS, ZEROS, random));
    return new Sequential(layers.toArray(Layer[]::new));
  }

  /** Channels of the smallest feature maps: they double with every halving. */
  private static int widest(GanHyperparameters hyperparameters) {
    return hyperparameters.width() * hyperparameters.imageSize() / (2 * SEED_SIZE);
  }
}
