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
 * Compresses images as JPEG and decodes them again, since scanners and archives save at other
 * qualities; quality is that of the Independent JPEG Group.
 */
@Component(
    service = Transform.class,
    configurationPid = RandomCompression.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "transforms", name = "jpeg")
@Designate(ocd = RandomCompression.Options.class, factory = true)
public final class RandomCompression implements Transform {
  static final String PID = "org.parfocal.imaging.jpeg";

  private final Options options;

  /** Options of this transform. */
  @ObjectClassDefinition(
      name = "JPEG",
      description = "Compresses training images as JPEG at a random quality")
  @interface Options {
    @AttributeDefinition(
        description = "Share of the images that are compressed; 0 for none",
        min = "0",
        max = "1")
    double share() default 0.5;

    @AttributeDefinition(description = "Smallest quality", min = "1", max = "100")
    int smallest() default 50;

    @AttributeDefinition(
        description = "Largest quality; all from the smallest to this one are equally likely",
        min = "1",
        max = "100")
    int largest() default 95;
  }

  /**
   * Called by Declarative Services.
   *
   * @throws ConfigurationException if the smallest quality is above the largest one
   */
  @Activate
  public RandomCompression(Options options) {
    if (options.smallest() > options.largest()) {
      throw new ConfigurationException(
          "transforms.jpeg.smallest is %s and largest %s; it must not be above it."
              .formatted(options.smallest(), options.largest()));
    }
    this.options = options;
  }

  @Override
  public void apply(byte[] rgb, int offset, int size, RandomGenerator random) {
    if (options.share() > 0 && random.nextDouble() < options.share()) {
      int quality = random.nextInt(options.smallest(), options.largest() + 1);
      JpegCompression.apply(rgb, offset, size, quality);
    }
  }
}
