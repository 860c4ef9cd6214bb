package org.parfocal.augmentation.dcgan.internal;

import org.parfocal.api.Balance;
import org.parfocal.api.Choice;
import org.parfocal.api.ConfigurationException;

/**
 * Checked options.
 *
 * @param recipe of every generator
 * @param grouping what has a generator of its own
 * @param ratio made-up images for each real one
 * @param minimumImages real images that a group needs
 * @param balance of the draw
 */
record Settings(
    Recipe recipe, Grouping grouping, double ratio, int minimumImages, Balance balance) {
  private static final double LARGEST_RATIO = 10;

  static Settings of(DcganAugmentation.Options options) {
    int size = options.image_size();
    require(size == 16 || size == 32 || size == 64, "image-size", "16, 32 or 64", size);
    inRange("latent-size", options.latent_size(), 1, 1000);
    inRange("width", options.width(), 1, 128);
    inRange("epochs", options.epochs(), 1, 10_000);
    inRange("batch", options.batch(), 4, 256);
    inRange("minimum-images", options.minimum_images(), 4, 1_000_000);
    double rate = options.learning_rate();
    require(rate > 0 && Double.isFinite(rate), "learning-rate", "a number above 0", rate);
    double ratio = options.ratio();
    require(ratio >= 0 && ratio <= LARGEST_RATIO, "ratio", "from 0 to 10", ratio);
    return new Settings(
        new Recipe(
            size, options.latent_size(), options.width(), options.epochs(), options.batch(), rate),
        Choice.of(Grouping.class, "augmentation.groups", options.groups()),
        ratio,
        options.minimum_images(),
        Balance.of(options.balance()));
  }

  /** How many images are added to a group of so many real ones: the nearest whole number. */
  int madeUp(int real) {
    return Math.toIntExact(Math.round(ratio * real));
  }

  private static void inRange(String option, int value, int least, int most) {
    require(value >= least && value <= most, option, "from " + least + " to " + most, value);
  }

  private static void require(boolean right, String option, String allowed, Object value) {
    if (!right) {
      throw new ConfigurationException(
          "augmentation.%s must be %s, it is %s.".formatted(option, allowed, value));
    }
  }
}
