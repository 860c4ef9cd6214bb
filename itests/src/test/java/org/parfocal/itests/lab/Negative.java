package org.parfocal.itests.lab;

import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sections;
import org.parfocal.api.Transform;

/** A lab's own transform: light becomes dark. */
@Component(
    service = Transform.class,
    configurationPid = Negative.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.TRANSFORMS, name = "negative")
@Designate(ocd = Negative.Options.class, factory = true)
public final class Negative implements Transform {
  static final String PID = "org.parfocal.itests.lab.negative";

  /** Options. */
  @ObjectClassDefinition(name = "Negative", description = "makes negatives")
  public @interface Options {
    @AttributeDefinition(min = "0", max = "1", description = "share of the images")
    double share() default 1;
  }

  private final double share;

  @Activate
  public Negative(Options options) {
    this.share = options.share();
  }

  @Override
  public void apply(byte[] rgb, int offset, int size, RandomGenerator random) {
    if (random.nextDouble() < share) {
      for (int index = offset; index < offset + 3 * size * size; index++) {
        rgb[index] = (byte) ~rgb[index];
      }
    }
  }
}
