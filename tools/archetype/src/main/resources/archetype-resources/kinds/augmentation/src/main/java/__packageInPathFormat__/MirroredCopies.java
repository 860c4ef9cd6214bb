package ${package};

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.*;
import org.osgi.service.metatype.annotations.*;
import org.parfocal.api.*;

/** Adds every training image once more, upside down. */
@Component(
    service = AugmentationStrategy.class,
    configurationPid = "${package}",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.AUGMENTATION, name = "${name}")
@Designate(ocd = MirroredCopies.Options.class, factory = true)
public final class MirroredCopies implements AugmentationStrategy {

  @ObjectClassDefinition(name = "Mirrored copies", description = "Adds images upside down.")
  public @interface Options {
    @AttributeDefinition(
        required = false,
        description = "What has an equal share of an epoch: class, magnification, institute, …")
    String[] balance() default {};
  }

  private final Balance balance;

  @Activate
  public MirroredCopies(Options options) {
    balance = Balance.of(options.balance());
  }

  @Override
  public TrainingSet prepare(TrainingSet training, JobContext job) {
    training.requireSingles("${name}"); // it would undo the groups of the one before it
    List<Sample> samples = new ArrayList<>(training.samples());
    for (Sample sample : training.samples()) {
      samples.add(
          new Sample(
              sample.id() + " mirrored", // a new sample has a new id
              new Mirrored(sample.image()),
              sample.label(),
              sample.patient(),
              sample.slide(),
              sample.magnification(),
              sample.micronsPerPixel(),
              sample.place(),
              sample.attributes()));
    }
    return new TrainingSet(
        samples, training.classes(), 1, BalancedDraw.singles(samples, balance));
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
