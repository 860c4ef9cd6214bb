package org.parfocal.augmentation.dcgan.internal;

import java.util.List;
import java.util.function.Consumer;

/** Makes images with a trained generator. Image i is the same however many are made. */
final class ImageMaker {
  private static final int BATCH = 16;

  private final Recipe recipe;
  private final Chance chance;

  ImageMaker(Recipe recipe, Chance chance) {
    this.recipe = recipe;
    this.chance = chance;
  }

  /** Hands over RGB images one by one. */
  void make(TrainedGenerator generator, int count, Consumer<byte[]> target) {
    float[] latent = new float[BATCH * recipe.latentSize()];
    try (Network network = Dcgan.generator(recipe, BATCH, chance.stream("generator", 0))) {
      restore(generator.state(), network.state());
      for (int start = 0; start < count; start += BATCH) {
        for (int row = 0; row < BATCH; row++) {
          Latent.fill(
              latent,
              row * recipe.latentSize(),
              recipe.latentSize(),
              chance.stream("image", start + row));
        }
        float[] numbers = network.forward(latent, Pass.GENERATION);
        for (int row = 0; row < Math.min(BATCH, count - start); row++) {
          byte[] rgb = new byte[recipe.imageBytes()];
          Pixels.toBytes(numbers, row * rgb.length, rgb);
          target.accept(rgb);
        }
      }
    }
  }

  private static void restore(List<float[]> from, List<float[]> to) {
    for (int i = 0; i < from.size(); i++) {
      System.arraycopy(from.get(i), 0, to.get(i), 0, to.get(i).length);
    }
  }
}
