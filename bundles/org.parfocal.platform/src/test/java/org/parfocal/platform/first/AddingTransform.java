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

/** Adds to the first value. */
@Component(
    service = Transform.class,
    configurationPid = "test.transform.add",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "transforms", name = "add")
@Designate(ocd = AddingTransform.Options.class, factory = true)
public final class AddingTransform implements Transform {
  @ObjectClassDefinition(name = "AddingTransform", description = "Adds to the first value")
  @interface Options {
    @AttributeDefinition(description = "How much")
    int by() default 1;
  }

  private final int by;

  @Activate
  public AddingTransform(Options options) {
    this.by = options.by();
  }

  @Override
  public void apply(byte[] rgb, int offset, int size, RandomGenerator random) {
    rgb[offset] = (byte) (rgb[offset] + by);
  }
}
