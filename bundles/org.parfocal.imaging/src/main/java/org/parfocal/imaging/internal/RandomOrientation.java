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

/** Lays each training image in one of the eight ways in which a square can lie. */
@Component(
    service = Transform.class,
    configurationPid = RandomOrientation.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "transforms", name = "orientation")
@Designate(ocd = RandomOrientation.Options.class, factory = true)
public final class RandomOrientation implements Transform {
  static final String PID = "org.parfocal.imaging.orientation";

  private final Options options;

  /** Options of this transform. */
  @ObjectClassDefinition(
      name = "Orientation",
      description = "Mirrors and turns training images at random")
  @interface Options {
    @AttributeDefinition(
        description = "Mirror left-right and top-bottom, each with probability one half")
    boolean flip() default true;

    @AttributeDefinition(
        description =
            "Turn by 0, 90, 180 or 270 degrees with equal probability; other angles would invent"
                + " corners and blur, which reveal the magnification")
    boolean rotation() default true;
  }

  /** Called by Declarative Services. */
  @Activate
  public RandomOrientation(Options options) {
    this.options = options;
  }

  @Override
  public void apply(byte[] rgb, int offset, int size, RandomGenerator random) {
    Orientation.draw(options.flip(), options.rotation(), random).apply(rgb, offset, size);
  }
}
