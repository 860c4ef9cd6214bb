package org.parfocal.platform.first;

import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Plugin;
import org.parfocal.api.Transform;

/** Multiplies the first value. */
@Component(
    service = Transform.class,
    configurationPid = "test.transform.multiply",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "transforms", name = "multiply")
@Designate(ocd = MultiplyingTransform.Options.class, factory = true)
public final class MultiplyingTransform implements Transform {
  @ObjectClassDefinition(name = "MultiplyingTransform", description = "Multiplies the first value")
  @interface Options {
    @AttributeDefinition(description = "How much")
    int by() default 1;
  }

  private final int by;

  @Activate
  public MultiplyingTransform(Options options) {
    this.by = options.by();
  }

  @Override
  public void apply(byte[] rgb, int offset, int size, RandomGenerator random) {
    rgb[offset] = (byte) (rgb[offset] * by);
  }
}
