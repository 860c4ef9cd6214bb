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
import org.parfocal.api.RgbImage;
import org.parfocal.api.Transform;
import org.parfocal.imaging.Resampling;
import org.parfocal.imaging.Zoom;

/**
 * Shows each training image at a random magnification: a factor whose logarithm is uniform, as
 * magnifications are steps of a geometric series.
 */
@Component(
    service = Transform.class,
    configurationPid = RandomZoom.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "transforms", name = "zoom")
@Designate(ocd = RandomZoom.Options.class, factory = true)
public final class RandomZoom implements Transform {
  static final String PID = "org.parfocal.imaging.zoom";

  private final Options options;

  /** Options of this transform. */
  @ObjectClassDefinition(
      name = "Zoom",
      description =
          "Changes the magnification of training images at random. It enlarges the pixels of"
              + " images.size, so that nothing finer is seen than at that size; the augmentation zoom"
              + " goes back to the files' own pixels")
  @interface Options {
    @AttributeDefinition(
        description =
            "Smallest factor; below 1 the image is made smaller, and its borders are mirrored around"
                + " it",
        min = "0.1",
        max = "10")
    double smallest() default 0.5;

    @AttributeDefinition(
        description = "Largest factor; the logarithm of a factor is uniform between the two",
        min = "0.1",
        max = "10")
    double largest() default 2;
  }

  /**
   * Called by Declarative Services.
   *
   * @throws ConfigurationException if the smallest factor is above the largest one
   */
  @Activate
  public RandomZoom(Options options) {
    if (options.smallest() > options.largest()) {
      throw new ConfigurationException(
          "transforms.zoom.smallest is %s and largest %s; it must not be above it."
              .formatted(options.smallest(), options.largest()));
    }
    this.options = options;
  }

  @Override
  public void apply(byte[] rgb, int offset, int size, RandomGenerator random) {
    double steps = Math.log(options.largest() / options.smallest());
    double factor = options.smallest() * Math.exp(steps * random.nextDouble());
    byte[] pixels = new byte[3 * size * size];
    System.arraycopy(rgb, offset, pixels, 0, pixels.length);
    RgbImage zoomed = zoomed(new RgbImage(size, size, pixels), factor);
    System.arraycopy(zoomed.rgb(), 0, rgb, offset, pixels.length);
  }

  private static RgbImage zoomed(RgbImage image, double factor) {
    if (factor < 1) {
      return Zoom.of(image, factor);
    }
    // Between pixels, so that factors which differ little give images which differ little.
    double edge = image.width() / factor;
    double border = (image.width() - edge) / 2;
    return Resampling.scalePart(image, border, border, edge, image.width());
  }
}
