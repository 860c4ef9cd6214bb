package org.parfocal.imaging.internal;

import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Plugin;
import org.parfocal.api.Transform;

/**
 * Gamma correction: each value v becomes 255·(v/255)^γ, as in torchvision's {@code adjust_gamma},
 * with a γ whose logarithm is uniform, so that an image is made darker as often as lighter.
 */
@Component(
    service = Transform.class,
    configurationPid = RandomGamma.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "transforms", name = "gamma")
@Designate(ocd = RandomGamma.Options.class, factory = true)
public final class RandomGamma implements Transform {
  static final String PID = "org.parfocal.imaging.gamma";

  private static final int LARGEST_VALUE = 255;

  private final Options options;

  /** Options of this transform. */
  @ObjectClassDefinition(
      name = "Gamma",
      description = "Makes training images darker or lighter by a power of their values")
  @interface Options {
    @AttributeDefinition(
        description = "Smallest power; below 1 the image becomes lighter",
        min = "0.1",
        max = "10")
    double smallest() default 0.8;

    @AttributeDefinition(
        description =
            "Largest power; the logarithm of a power is uniform between the two. 1 for both leaves"
                + " images as they are",
        min = "0.1",
        max = "10")
    double largest() default 1.25;
  }

  /**
   * Called by Declarative Services.
   *
   * @throws ConfigurationException if the smallest power is above the largest one
   */
  @Activate
  public RandomGamma(Options options) {
    if (options.smallest() > options.largest()) {
      throw new ConfigurationException(
          "transforms.gamma.smallest is %s and largest %s; it must not be above it."
              .formatted(options.smallest(), options.largest()));
    }
    this.options = options;
  }

  @Override
  public void apply(byte[] rgb, int offset, int size, RandomGenerator random) {
    double steps = Math.log(options.largest() / options.smallest());
    double gamma = options.smallest() * Math.exp(steps * random.nextDouble());
    byte[] corrected = new byte[LARGEST_VALUE + 1];
    for (int value = 0; value <= LARGEST_VALUE; value++) {
      double share = Math.pow((double) value / LARGEST_VALUE, gamma);
      corrected[value] = (byte) Math.round(LARGEST_VALUE * share);
    }
    int end = offset + 3 * size * size;
    for (int i = offset; i < end; i++) {
      rgb[i] = corrected[rgb[i] & 255];
    }
  }
}
