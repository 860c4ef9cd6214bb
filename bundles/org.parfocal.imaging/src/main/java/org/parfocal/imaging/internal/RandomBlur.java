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
 * Gaussian blur, as of a microscope that is out of focus: half of the images, with a standard
 * deviation that is uniform from 0.1 to 2 pixels (Chen et al. 2020, SimCLR).
 */
@Component(
    service = Transform.class,
    configurationPid = RandomBlur.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "transforms", name = "blur")
@Designate(ocd = RandomBlur.Options.class, factory = true)
public final class RandomBlur implements Transform {
  static final String PID = "org.parfocal.imaging.blur";

  private final Options options;

  /** Options of this transform. */
  @ObjectClassDefinition(name = "Blur", description = "Blurs training images at random")
  @interface Options {
    @AttributeDefinition(
        description = "Share of the images that are blurred; 0 for none",
        min = "0",
        max = "1")
    double share() default 0.5;

    @AttributeDefinition(
        description = "Smallest standard deviation of the Gaussian, in pixels",
        min = "0.01",
        max = "20")
    double smallest() default 0.1;

    @AttributeDefinition(
        description = "Largest standard deviation; it is uniform between the two",
        min = "0.01",
        max = "20")
    double largest() default 2;
  }

  /**
   * Called by Declarative Services.
   *
   * @throws ConfigurationException if the smallest deviation is above the largest one
   */
  @Activate
  public RandomBlur(Options options) {
    if (options.smallest() > options.largest()) {
      throw new ConfigurationException(
          "transforms.blur.smallest is %s and largest %s; it must not be above it."
              .formatted(options.smallest(), options.largest()));
    }
    this.options = options;
  }

  @Override
  public void apply(byte[] rgb, int offset, int size, RandomGenerator random) {
    if (options.share() > 0 && random.nextDouble() < options.share()) {
      double range = options.largest() - options.smallest();
      new GaussianBlur(options.smallest() + range * random.nextDouble()).apply(rgb, offset, size);
    }
  }
}
