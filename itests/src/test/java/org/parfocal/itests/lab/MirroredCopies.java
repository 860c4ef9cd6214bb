package org.parfocal.itests.lab;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.ImageSource;
import org.parfocal.api.JobContext;
import org.parfocal.api.Plugin;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.api.Sections;
import org.parfocal.api.TrainingSet;

/** A lab's own augmentation: adds every training image once more, upside down. */
@Component(
    service = AugmentationStrategy.class,
    configurationPid = MirroredCopies.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.AUGMENTATION, name = "mirrored-copies")
@Designate(ocd = MirroredCopies.Options.class, factory = true)
public final class MirroredCopies implements AugmentationStrategy {
  static final String PID = "org.parfocal.itests.lab.mirrored-copies";

  /** No options. */
  @ObjectClassDefinition(name = "Mirrored copies", description = "adds every image upside down")
  public @interface Options {}

  @Override
  public TrainingSet prepare(TrainingSet training, JobContext job) {
    List<Sample> samples = new ArrayList<>(training.samples());
    for (Sample sample : training.samples()) {
      samples.add(
          new Sample(
              sample.id() + " mirrored",
              new Mirrored(sample.image()),
              sample.label(),
              sample.patient(),
              sample.slide(),
              sample.magnification(),
              sample.micronsPerPixel(),
              sample.place(),
              sample.attributes()));
    }
    return TrainingSet.of(samples, training.classes());
  }

  private record Mirrored(ImageSource image) implements ImageSource {
    @Override
    public String key() {
      return image.key() + " mirrored";
    }

    @Override
    public String description() {
      return image.description() + ", mirrored";
    }

    @Override
    public RgbImage read() {
      RgbImage source = image.read();
      byte[] rgb = new byte[source.rgb().length];
      int row = 3 * source.width();
      for (int y = 0; y < source.height(); y++) {
        System.arraycopy(source.rgb(), y * row, rgb, (source.height() - 1 - y) * row, row);
      }
      return new RgbImage(source.width(), source.height(), rgb);
    }
  }
}
