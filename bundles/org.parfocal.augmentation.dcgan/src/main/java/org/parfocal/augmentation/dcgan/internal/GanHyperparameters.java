package org.parfocal.augmentation.dcgan.internal;

/**
 * How a generator is made.
 *
 * @param imageSize edge of the square images in pixels: 16, 32 or 64
 * @param latentSize length of the random vector behind an image
 * @param width channels of the largest feature maps; each halving of the resolution doubles them
 * @param epochs passes over the real images
 * @param batch real images in a step
 * @param learningRate of both networks
 */
record GanHyperparameters(
    int imageSize, int latentSize, int width, int epochs, int batch, double learningRate) {
  static GanHyperparameters of(DcganAugmentation.Options options) {
    return new GanHyperparameters(
        options.image_size(),
        options.latent_size(),
        options.width(),
        options.epochs(),
        options.batch(),
        options.learning_rate());
  }

  /** Bytes of an image. */
  int imageBytes() {
    return 3 * imageSize * imageSize;
  }
}
