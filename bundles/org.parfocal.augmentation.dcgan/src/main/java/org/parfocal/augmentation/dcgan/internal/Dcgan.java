package org.parfocal.augmentation.dcgan.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The two networks of a deep convolutional generative adversarial network (Radford, Metz and
 * Chintala 2015, arXiv 1511.06434): no pooling and no hidden dense layer; batch normalisation
 * everywhere but at the generator's output and the discriminator's input; rectifiers and a final
 * tanh in the generator, leaky rectifiers (0.2) in the discriminator; weights N(0, 0.02).
 */
final class Dcgan {
  /** Edge of the smallest feature maps. */
  private static final int SEED_SIZE = 4;

  private static final float LEAK = 0.2f;
  private static final int CHANNELS = 3;

  private Dcgan() {}

  /** From {@code [batch, latent]} to images {@code [batch, size, size, 3]} between −1 and 1. */
  static Network generator(Recipe recipe, int batch, RandomGenerator random) {
    List<Layer> layers = new ArrayList<>();
    int channels = widest(recipe);
    layers.add(
        LinearMap.product(batch, recipe.latentSize(), SEED_SIZE * SEED_SIZE * channels, random));
    for (int size = SEED_SIZE; size < recipe.imageSize(); size *= 2) {
      layers.add(new BatchNormalisation(channels, random));
      layers.add(new LeakyRectifier(0));
      int next = 2 * size == recipe.imageSize() ? CHANNELS : channels / 2;
      layers.add(LinearMap.deconvolution(batch, size, channels, next, random));
      channels = next;
    }
    layers.add(new Bias(CHANNELS));
    layers.add(new HyperbolicTangent());
    return new Network(layers);
  }

  /** From images {@code [batch, size, size, 3]} to one logit each: real if positive. */
  static Network discriminator(Recipe recipe, int batch, RandomGenerator random) {
    List<Layer> layers = new ArrayList<>();
    layers.add(LinearMap.convolution(batch, recipe.imageSize(), CHANNELS, recipe.width(), random));
    layers.add(new Bias(recipe.width()));
    layers.add(new LeakyRectifier(LEAK));
    int channels = recipe.width();
    for (int size = recipe.imageSize() / 2; size > SEED_SIZE; size /= 2) {
      layers.add(LinearMap.convolution(batch, size, channels, 2 * channels, random));
      channels *= 2;
      layers.add(new BatchNormalisation(channels, random));
      layers.add(new LeakyRectifier(LEAK));
    }
    layers.add(LinearMap.product(batch, SEED_SIZE * SEED_SIZE * channels, 1, random));
    layers.add(new Bias(1));
    return new Network(layers);
  }

  /** Channels of the smallest feature maps: they double with every halving. */
  private static int widest(Recipe recipe) {
    return recipe.width() * recipe.imageSize() / (2 * SEED_SIZE);
  }
}
