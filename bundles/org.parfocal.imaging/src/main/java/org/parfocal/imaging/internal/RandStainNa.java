package org.parfocal.imaging.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Images;
import org.parfocal.api.Plugin;
import org.parfocal.api.Sample;
import org.parfocal.api.Transform;

/**
 * RandStainNA (Shen, Luo, Shen and Ke, MICCAI 2022, arXiv 2206.12694) in L*a*b*: an image is
 * normalised to a virtual template, whose means and deviations are drawn from the normal
 * distributions that those of the training images have. So stains vary as much as they do in the
 * data, and no more.
 */
@Component(
    service = Transform.class,
    configurationPid = RandStainNa.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "transforms", name = "randstainna")
@Designate(ocd = RandStainNa.Options.class, factory = true)
public final class RandStainNa implements Transform {
  static final String PID = "org.parfocal.imaging.randstainna";

  /** So many images tell the mean of a moment to a fortieth of its deviation. */
  private static final int ENOUGH = 1600;

  private final Options options;

  /** Options of this transform. */
  @ObjectClassDefinition(
      name = "RandStainNA",
      description =
          "Gives training images the colours of stains drawn from the distribution of the training"
              + " images' own (Shen et al. 2022)")
  @interface Options {
    @AttributeDefinition(
        description = "Share of the images that are changed; 0 for none",
        min = "0",
        max = "1")
    double share() default 0.5;

    @AttributeDefinition(
        description =
            "Factor of the deviations of the distribution, 1 + std_hyper of the authors' code; 0"
                + " normalises every image to the mean stain",
        min = "0",
        max = "10")
    double spread() default 1;
  }

  /** Called by Declarative Services. */
  @Activate
  public RandStainNa(Options options) {
    this.options = options;
  }

  @Override
  public void apply(byte[] rgb, int offset, int size, RandomGenerator random) {
    throw new IllegalStateException("the stains of the training images are not known yet");
  }

  @Override
  public Transform fitted(List<Sample> training, Images images) {
    List<StainStyle> styles = new ArrayList<>();
    byte[] rgb = new byte[3 * images.size() * images.size()];
    int step = (training.size() + ENOUGH - 1) / ENOUGH;
    for (int index = 0; index < training.size() && options.share() > 0; index += step) {
      images.read(training.get(index), rgb, 0);
      styles.add(StainStyle.of(LabColour.of(rgb, 0, images.size())));
    }
    return fitted(StainStyle.Distribution.of(styles));
  }

  /** With the distribution of the training images' styles. */
  Transform fitted(StainStyle.Distribution styles) {
    return (rgb, offset, size, random) -> {
      if (options.share() > 0 && random.nextDouble() < options.share()) {
        float[] lab = LabColour.of(rgb, offset, size);
        StainStyle.of(lab).change(lab, styles.draw(options.spread(), random));
        LabColour.write(lab, rgb, offset);
      }
    };
  }
}
