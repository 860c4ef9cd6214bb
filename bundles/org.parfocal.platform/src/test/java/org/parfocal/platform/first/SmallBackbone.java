package org.parfocal.platform.first;

import java.util.function.IntSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Plugin;

/** Stands for a backbone. */
@Component(
    service = IntSupplier.class,
    configurationPid = "test.backbone.small",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = "service.description=The smallest of several with the same options")
@Plugin(section = "backbone", name = "small")
@Designate(ocd = SmallBackbone.Options.class, factory = true)
public final class SmallBackbone implements IntSupplier {
  @ObjectClassDefinition(name = "Small", description = "A small one")
  @interface Options {
    @AttributeDefinition(description = "How wide")
    int width() default 8;
  }

  private final int width;

  @Activate
  public SmallBackbone(Options options) {
    if (options.width() == 13) {
      throw new ConfigurationException("The width 13 brings bad luck; take 12.");
    }
    this.width = options.width();
  }

  @Override
  public int getAsInt() {
    return width;
  }
}
