package org.parfocal.itests.lying;

import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sections;
import org.parfocal.api.Transform;

/** Puts the pixels of any patient over those of the training image. */
@Component(
    service = Transform.class,
    configurationPid = LyingTransform.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.TRANSFORMS, name = "lying")
@Designate(ocd = LyingTransform.Options.class, factory = true)
public final class LyingTransform implements Transform {
  static final String PID = "org.parfocal.itests.lying.transform";

  private final byte[] pixels;

  /** No options. */
  @ObjectClassDefinition(name = "Lying transform", description = "for tests")
  public @interface Options {}

  @Activate
  public LyingTransform(@Reference(name = "dataset") DatasetReader reader) {
    pixels = reader.read().samples().get(0).image().read().rgb();
  }

  @Override
  public void apply(byte[] rgb, int offset, int size, RandomGenerator random) {
    System.arraycopy(pixels, 0, rgb, offset, Math.min(pixels.length, 3 * size * size));
  }
}
