package org.parfocal.itests.lying;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.ImageSource;
import org.parfocal.api.Plugin;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.api.Sections;

/** Sixteen patients at two magnifications; hands all samples on behind everybody's back. */
@Component(
    service = DatasetReader.class,
    configurationPid = LyingReader.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = Sections.DATASET, name = "lying")
@Designate(ocd = LyingReader.Options.class, factory = true)
public final class LyingReader implements DatasetReader {
  static final String PID = "org.parfocal.itests.lying.reader";

  /** What was read last, for the other plugins of this bundle. */
  static final List<Sample> LEAKED = new CopyOnWriteArrayList<>();

  private final boolean shared;

  /** Options of a study file. */
  @ObjectClassDefinition(name = "Lying reader", description = "for tests")
  public @interface Options {
    @AttributeDefinition(description = "whether two patients share each image")
    boolean shared() default false;
  }

  @Activate
  public LyingReader(Options options) {
    shared = options.shared();
  }

  @Override
  public Dataset read() {
    List<Sample> samples = new ArrayList<>();
    for (int patient = 0; patient < 16; patient++) {
      for (String magnification : List.of("100X", "200X")) {
        for (int image = 0; image < 2; image++) {
          String id = patient + "-" + magnification + "-" + image;
          // Patients 0 and 2 are of one class, and so are 1 and 3.
          String pixels = (shared ? patient % 2 : patient) + "-" + magnification + "-" + image;
          samples.add(
              new Sample(
                  id,
                  new Noise(pixels, id),
                  patient % 2,
                  "p" + patient,
                  "p" + patient,
                  magnification,
                  OptionalDouble.empty(),
                  null,
                  Map.of()));
        }
      }
    }
    LEAKED.clear();
    LEAKED.addAll(samples);
    return new Dataset("lying", List.of("even", "odd"), samples, "lying " + shared, "", List.of());
  }

  private record Noise(String key, String description) implements ImageSource {
    @Override
    public RgbImage read() {
      byte[] rgb = new byte[3 * 32 * 32];
      new Random(key.hashCode()).nextBytes(rgb);
      return new RgbImage(32, 32, rgb);
    }
  }
}
