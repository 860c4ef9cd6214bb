package org.parfocal.imaging.internal;

import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Plugin;
import org.parfocal.api.Transform;

/** The ordinary random changes of training images: orientation, stain, colour, in this order. */
@Component(
    service = Transform.class,
    configurationPid = RandomTransforms.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "transforms", name = "transforms")
@Designate(ocd = RandomTransforms.Options.class, factory = true)
public final class RandomTransforms implements Transform {
  static final String PID = "org.parfocal.imaging.transforms";

  private final Options options;

  /** Options of the section {@code transforms}. */
  @ObjectClassDefinition(
      name = "Transforms",
      description = "Changes training images at random: orientation, stain, colour")
  @interface Options {
    @AttributeDefinition(
        description = "Mirror left-right and top-bottom, each with probability one half")
    boolean flip() default true;

    @AttributeDefinition(
        description =
            "Turn by 0, 90, 180 or 270 degrees with equal probability; other angles would invent"
                + " corners and blur, which tells of magnification")
    boolean rotation() default true;

    @AttributeDefinition(
        description =
            "Strength s of brightness, contrast and saturation changes: factors from 1-s to 1+s; 0"
                + " for none",
        min = "0",
        max = "1")
    double colour_jitter() default 0.1;

    @AttributeDefinition(
        description =
            "Strength s of stain changes: factors from 1-s to 1+s and shifts from -s to s of the"
                + " optical densities of haematoxylin, eosin and the residual; 0 for none",
        min = "0",
        max = "1")
    double stain_jitter() default 0.05;
  }

  /** Called by Declarative Services. */
  @Activate
  public RandomTransforms(Options options) {
    this.options = options;
  }

  @Override
  public void apply(byte[] rgb, int offset, int size, RandomGenerator random) {
    if (options.flip() || options.rotation()) {
      Orientation.draw(options.flip(), options.rotation(), random).apply(rgb, offset, size);
    }
    if (options.stain_jitter() > 0) {
      StainChange.draw(options.stain_jitter(), random).apply(rgb, offset, size);
    }
    if (options.colour_jitter() > 0) {
      ColourChange.draw(options.colour_jitter(), random).apply(rgb, offset, size);
    }
  }
}
