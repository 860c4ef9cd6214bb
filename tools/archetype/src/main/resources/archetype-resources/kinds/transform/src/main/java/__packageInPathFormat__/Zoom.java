package ${package};

import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.*;
import org.osgi.service.metatype.annotations.*;
import org.parfocal.api.*;

/** Enlarges the middle of the image by a random factor. */
@Component(
    service = Transform.class,
    configurationPid = "${package}",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.TRANSFORMS, name = "${name}")
@Designate(ocd = Zoom.Options.class, factory = true)
public final class Zoom implements Transform {

  @ObjectClassDefinition(name = "Zoom", description = "Enlarges the middle of the image.")
  public @interface Options {
    @AttributeDefinition(description = "The greatest factor is 1 + this.", max = "3")
    @Limits(above = 0)
    double strength() default 0.2;
  }

  private final double strength;

  @Activate
  public Zoom(Options options) {
    strength = options.strength();
  }

  @Override
  public void apply(byte[] rgb, int offset, int size, RandomGenerator random) {
    double factor = 1 + strength * random.nextDouble();
    byte[] source = new byte[3 * size * size];
    System.arraycopy(rgb, offset, source, 0, source.length);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int from = 3 * (nearest(y, size, factor) * size + nearest(x, size, factor));
        System.arraycopy(source, from, rgb, offset + 3 * (y * size + x), 3);
      }
    }
  }

  private static int nearest(int pixel, int size, double factor) {
    return (int) ((pixel + 0.5 - size / 2.0) / factor + size / 2.0);
  }
}
