package org.parfocal.augmentation.dcgan.internal;

import org.parfocal.api.Balance;

/**
 * What is trained and drawn.
 *
 * @param hyperparameters of every generator
 * @param grouping what has a generator of its own
 * @param ratio generated images for each real one
 * @param minimumImages real images that a group needs
 * @param balance of the draw
 */
record DcganSettings(
    GanHyperparameters hyperparameters,
    Grouping grouping,
    double ratio,
    int minimumImages,
    Balance balance) {
  static DcganSettings of(DcganAugmentation.Options options) {
    return new DcganSettings(
        new GanHyperparameters(
            options.image_size(),
            options.latent_size(),
            options.width(),
            options.epochs(),
            options.batch(),
            options.learning_rate()),
        options.groups(),
        options.ratio(),
        options.minimum_images(),
        Balance.of(options.balance()));
  }

  /** How many images are added to a group of so many real ones: the nearest whole number. */
  int generated(int real) {
    return Math.toIntExact(Math.round(ratio * real));
  }
}
