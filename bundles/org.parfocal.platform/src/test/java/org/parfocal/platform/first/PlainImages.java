package org.parfocal.platform.first;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Images;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;

/** Images of a size. */
@Component(
    service = Images.class,
    configurationPid = "test.images",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "images", name = "images")
@Designate(ocd = PlainImages.Options.class, factory = true)
public final class PlainImages implements Images {
  @ObjectClassDefinition(name = "Images", description = "Images of one size")
  @interface Options {
    @AttributeDefinition(description = "Edge", min = "8")
    int size() default 224;
  }

  private final int size;

  @Activate
  public PlainImages(Options options) {
    this.size = options.size();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<Double> mean() {
    return List.of(0.0, 0.0, 0.0);
  }

  @Override
  public List<Double> deviation() {
    return List.of(1.0, 1.0, 1.0);
  }

  @Override
  public void read(Sample sample, byte[] target, int offset) {}
}
