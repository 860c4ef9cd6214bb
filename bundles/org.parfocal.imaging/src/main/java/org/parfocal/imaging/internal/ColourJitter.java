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

/** Changes brightness, contrast and saturation of each training image. */
@Component(
    service = Transform.class,
    configurationPid = ColourJitter.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "transforms", name = "colour-jitter")
@Designate(ocd = ColourJitter.Options.class, factory = true)
public final class ColourJitter implements Transform {
  static final String PID = "org.parfocal.imaging.colour-jitter";

  private final Options options;

  /** Options of this transform. */
  @ObjectClassDefinition(
      name = "Colour jitter",
      description = "Changes brightness, contrast and saturation of training images at random")
  @interface Options {
    @AttributeDefinition(
        description =
            "Strength s of brightness, contrast and saturation changes: factors from 1-s to 1+s; 0"
                + " for none",
        min = "0",
        max = "1")
    double strength() default 0.1;
  }

  /** Called by Declarative Services. */
  @Activate
  public ColourJitter(Options options) {
    this.options = options;
  }

  @Override
  public void apply(byte[] rgb, int offset, int size, RandomGenerator random) {
    if (options.strength() > 0) {
      ColourChange.draw(options.strength(), random).apply(rgb, offset, size);
    }
  }
}
