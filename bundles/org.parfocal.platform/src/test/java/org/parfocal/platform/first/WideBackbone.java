package org.parfocal.platform.first;

import java.util.function.IntSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.parfocal.api.Plugin;

/** Has the options of another component. */
@Component(
    service = IntSupplier.class,
    configurationPid = "test.backbone.wide",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = "service.description=The widest of several with the same options")
@Plugin(section = "backbone", name = "wide")
@Designate(ocd = SmallBackbone.Options.class, factory = true)
public final class WideBackbone implements IntSupplier {
  private final int width;

  @Activate
  public WideBackbone(SmallBackbone.Options options) {
    this.width = 100 * options.width();
  }

  @Override
  public int getAsInt() {
    return width;
  }
}
