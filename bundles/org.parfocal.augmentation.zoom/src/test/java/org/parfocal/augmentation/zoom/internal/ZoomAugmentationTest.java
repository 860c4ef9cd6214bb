package org.parfocal.augmentation.zoom.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainingSet;
import org.parfocal.testkit.Cohort;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.PlainImages;
import org.parfocal.testkit.RecordingJob;

class ZoomAugmentationTest {
  @TempDir Path folder;
  private RecordingJob job;

  @BeforeEach
  void begin() {
    job = new RecordingJob(folder, 1);
  }

  @Test
  void showsEachImageAtEachFactor() {
    TrainingSet given = Cohort.training(4, 1, "100X");

    TrainingSet prepared = zoom(0.5, 2).prepare(given, job);

    assertThat(prepared.samples()).hasSize(3 * given.samples().size());
    assertThat(prepared.samples()).containsAll(given.samples());
    assertThat(sizes(prepared)).isEqualTo(Map.of("16", 8, "8", 4));
    assertThat(job.history("augmentation.zoomed")).containsExactly(8.0);
  }

  /** As many groups as without zoom, of the same images, and each factor as often as the others. */
  @Test
  void drawsOneOfTheMagnificationsWhereverAnImageWasDrawn() {
    TrainingSet given = pairs(Cohort.training(6, 2, "100X", "200X"));
    TrainingSet prepared = zoom(0.5, 2, 4).prepare(given, job);
    Map<String, Integer> shown = new HashMap<>();
    int draws = 0;

    for (int epoch = 0; epoch < 200; epoch++) {
      List<List<Sample>> before = given.draw().epoch(epoch, new SplittableRandom(epoch));
      List<List<Sample>> groups = prepared.draw().epoch(epoch, new SplittableRandom(epoch));
      assertThat(ids(groups)).isEqualTo(ids(before));
      for (List<Sample> group : groups) {
        assertThat(group).hasSize(2);
        for (Sample sample : group) {
          shown.merge(sample.id().replaceFirst("^\\S+ ?", ""), 1, Integer::sum);
          draws++;
        }
      }
    }

    assertThat(shown).containsOnlyKeys("", "zoom-0.5", "zoom-2.0", "zoom-4.0");
    double all = draws;
    assertThat(shown.values())
        .allSatisfy(count -> assertThat(count / all).isCloseTo(0.25, within(0.02)));
  }

  @Test
  void keepsWhatTheDataSetSaysAndDividesMicrons() {
    Sample sample = sample("a", new Counted(40, 30), OptionalDouble.of(0.5));

    Sample zoomed = zoom(4).prepare(TrainingSet.of(List.of(sample), 2), job).samples().get(1);

    assertThat(zoomed.magnification()).isEqualTo("100X");
    assertThat(zoomed.micronsPerPixel()).hasValue(0.125);
    assertThat(zoomed.patient()).isEqualTo("patient");
    assertThat(zoomed.place()).isEqualTo("place");
    assertThat(zoomed.attributes()).isEqualTo(Map.of("institute", "north"));
    assertThat(zoomed.label()).isEqualTo(1);
  }

  /** One key, one image: other factors and other files have others. */
  @Test
  void eachZoomedImageHasAKeyOfItsOwn() {
    TrainingSet prepared = zoom(0.5, 0.71, 1.41).prepare(Cohort.training(4, 2, "100X"), job);
    Set<String> keys = new HashSet<>();
    prepared.samples().forEach(sample -> keys.add(sample.image().key()));

    assertThat(keys).hasSize(prepared.samples().size());
  }

  @Test
  void oneDecodingServesAllFactors() {
    Counted image = new Counted(64, 64);
    List<Sample> samples =
        zoom(0.5, 2, 4)
            .prepare(TrainingSet.of(List.of(sample("a", image, OptionalDouble.empty())), 2), job)
            .samples();
    image.reads = 0;
    Map<String, Integer> edges = new HashMap<>();

    samples
        .get(1)
        .image()
        .readTogether((source, read) -> edges.put(source.description(), read.width()));

    assertThat(edges)
        .isEqualTo(
            Map.of("a file at zoom 0.5", 64, "a file at zoom 2.0", 32, "a file at zoom 4.0", 16));
    assertThat(image.reads).isEqualTo(1);
    assertThat(samples.subList(1, 4))
        .allSatisfy(sample -> assertThat(sample.image().decodedTogether()).isSameAs(image));
  }

  @Test
  void saysWhereItShowsNoMoreThanTheFileHolds() {
    zoom(0.5, 1.41, 4).prepare(Cohort.training(4, 1, "100X", "200X"), job);

    assertThat(job.warnings())
        .containsExactly(
            "At zoom 1.41, 4.0, images of 100X, 200X (16 pixels in the file) are enlarged to"
                + " images.size, 16: they show no finer detail than the file holds.");
  }

  @Test
  void saysNothingWhereTheFileIsLargeEnough() {
    Sample sample = sample("a", new Counted(64, 80), OptionalDouble.empty());

    zoom(0.5, 2, 4).prepare(TrainingSet.of(List.of(sample), 2), job);

    assertThat(job.warnings()).isEmpty();
  }

  @Test
  void looksAtAFileOnceForAllJobs() {
    Counted image = new Counted(8, 8);
    TrainingSet given = TrainingSet.of(List.of(sample("a", image, OptionalDouble.empty())), 2);
    ZoomAugmentation zoom = zoom(2);

    zoom.prepare(given, job);
    zoom.prepare(given, job);

    assertThat(image.reads).isEqualTo(1);
    assertThat(job.warnings()).hasSize(2).allMatch(warning -> warning.contains("(8 pixels"));
  }

  @Test
  void namesTheImageOfWhichNothingIsLeft() {
    Sample sample = sample("a", new Counted(4, 4), OptionalDouble.empty());
    Sample zoomed = zoom(10).prepare(TrainingSet.of(List.of(sample), 2), job).samples().get(1);

    assertThatThrownBy(() -> zoomed.image().read())
        .isInstanceOf(DatasetException.class)
        .hasMessage("a file: An image of 4 × 4 pixels has none left at zoom 10.0.");
  }

  @Test
  void refusesFactorsThatSayNothing() {
    assertThatThrownBy(() -> zoom(0.5, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("shown as they are in any case");
    assertThatThrownBy(() -> zoom(0.5, 2, 0.5))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("has 0.5 twice");
  }

  private static ZoomAugmentation zoom(double... factors) {
    return new ZoomAugmentation(
        OptionValues.of(ZoomAugmentation.Options.class, Map.of("factors", factors)),
        new PlainImages());
  }

  /** Each sample beside the one after it. */
  private static TrainingSet pairs(TrainingSet singles) {
    List<Sample> samples = singles.samples();
    return new TrainingSet(
        samples,
        2,
        2,
        (epoch, random) -> {
          int shift = random.nextInt(samples.size());
          return samples.stream()
              .map(
                  sample ->
                      List.of(
                          sample, samples.get((samples.indexOf(sample) + shift) % samples.size())))
              .toList();
        });
  }

  private static List<List<String>> ids(List<List<Sample>> groups) {
    return groups.stream()
        .map(group -> group.stream().map(sample -> sample.id().replaceFirst(" .*", "")).toList())
        .toList();
  }

  private static Map<String, Integer> sizes(TrainingSet prepared) {
    Map<String, Integer> sizes = new HashMap<>();
    prepared
        .samples()
        .forEach(sample -> sizes.merge("" + sample.image().read().width(), 1, Integer::sum));
    return sizes;
  }

  private static Sample sample(String id, ImageSource image, OptionalDouble microns) {
    return new Sample(
        id, image, 1, "patient", "patient", "100X", microns, "place", Map.of("institute", "north"));
  }

  private static final class Counted implements ImageSource {
    private final int width;
    private final int height;
    private int reads;

    Counted(int width, int height) {
      this.width = width;
      this.height = height;
    }

    @Override
    public String key() {
      return "key";
    }

    @Override
    public String description() {
      return "a file";
    }

    @Override
    public RgbImage read() {
      reads++;
      return new RgbImage(width, height, new byte[3 * width * height]);
    }
  }
}
