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

/** Changes the amounts of stain in each training image, as between laboratories. */
@Component(
    service = Transform.class,
    configurationPid = StainJitter.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "transforms", name = "stain-jitter")
@Designate(ocd = StainJitter.Options.class, factory = true)
public final class StainJitter implements Transform {
  static final String PID = "org.parfocal.imaging.stain-jitter";

  private final Options options;

  /** Options of this transform. */
  @ObjectClassDefinition(
      name = "Stain jitter",
      description = "Changes the amounts of stain in training images at random")
  @interface Options {
    @AttributeDefinition(
        description =
            "Strength s: factors from 1-s to 1+s and shifts from -s to s of the optical densities of"
                + " haematoxylin, eosin and the residual; 0 for none",
        min = "0",
        max = "1")
    double strength() default 0.05;
  }

  /** Called by Declarative Services. */
  @Activate
  public StainJitter(Options options) {
    this.options = options;
  }

  @Override
  public void apply(byte[] rgb, int offset, int size, RandomGenerator random) {
    if (options.strength() > 0) {
      StainChange.draw(options.strength(), random).apply(rgb, offset, size);
    }
  }
}
