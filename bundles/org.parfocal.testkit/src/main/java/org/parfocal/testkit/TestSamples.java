package org.parfocal.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;

/**
 * Samples and data sets whose composition is what a test is about, of the classes benign and
 * malignant. Their images are two pixels that tell ids apart; a {@link Cohort} has images to train
 * on.
 */
public final class TestSamples {
  /** The classes of every data set. */
  public static final List<String> CLASSES = List.of("benign", "malignant");

  private TestSamples() {}

  /** A sample without attributes. */
  public static Sample sample(
      String id, String patient, int label, @Nullable String magnification) {
    return sample(id, patient, label, magnification, Map.of());
  }

  /** A sample whose slide is called after the patient, of unknown µm per pixel and place. */
  public static Sample sample(
      String id,
      String patient,
      int label,
      @Nullable String magnification,
      Map<String, String> attributes) {
    return new Sample(
        id,
        new Pixels(id),
        label,
        patient,
        patient,
        magnification,
        OptionalDouble.empty(),
        null,
        attributes);
  }

  /** A data set of these samples. */
  public static Dataset dataset(List<Sample> samples) {
    return new Dataset("made up", CLASSES, samples, "manifest-1", "", List.of());
  }

  /** Patients 1 to n, alternating labels, with the given images at each magnification. */
  public static Dataset regular(int patients, int images, String... magnifications) {
    List<Sample> samples = new ArrayList<>();
    for (int patient = 1; patient <= patients; patient++) {
      for (String magnification : magnifications) {
        for (int image = 1; image <= images; image++) {
          String id = "p%02d/%s/%d.png".formatted(patient, magnification, image);
          samples.add(sample(id, "p%02d".formatted(patient), patient % 2, magnification));
        }
      }
    }
    return dataset(samples);
  }

  /**
   * The composition of a real set of tissue-array sections: ten patients, nine of whom hold images
   * of both classes, three magnifications.
   */
  public static Dataset mixedPatients() {
    int[][] places = {
      {2, 2}, {3, 3}, {4, 2}, {2, 4}, {5, 1}, {1, 5}, {4, 4}, {6, 2}, {3, 3}, {2, 0}
    };
    List<Sample> samples = new ArrayList<>();
    for (int patient = 0; patient < places.length; patient++) {
      for (int label = 0; label < 2; label++) {
        for (int place = 0; place < 4 * places[patient][label]; place++) {
          for (String magnification : List.of("1X", "2X", "4X")) {
            String id = "s%d-%d-%d-%s.png".formatted(patient, label, place, magnification);
            samples.add(sample(id, "section-" + patient, label, magnification));
          }
        }
      }
    }
    return dataset(samples);
  }

  /** Any composition: sizes, labels and magnifications are drawn. */
  public static Dataset random(Random random) {
    List<Sample> samples = new ArrayList<>();
    int patients = 6 + random.nextInt(40);
    List<String> magnifications =
        List.of("40X", "100X", "200X", "400X").subList(0, 2 + random.nextInt(3));
    for (int patient = 0; patient < patients; patient++) {
      double malignant = random.nextInt(3) / 2.0;
      int images = 1 + random.nextInt(1 << (1 + random.nextInt(6)));
      for (int image = 0; image < images; image++) {
        String magnification = magnifications.get(random.nextInt(magnifications.size()));
        samples.add(
            sample(
                "p" + patient + "/" + image,
                "p" + patient,
                random.nextDouble() < malignant ? 1 : 0,
                magnification));
      }
    }
    return dataset(samples);
  }

  private record Pixels(String key) implements ImageSource {
    @Override
    public String description() {
      return "/data/" + key;
    }

    @Override
    public RgbImage read() {
      return new RgbImage(2, 1, new byte[] {1, 2, 3, 4, 5, (byte) key.hashCode()});
    }
  }
}
