package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Images;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainingSet;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.RecordingJob;
import org.parfocal.testkit.TestSamples;

class DcganAugmentationTest {
  private static final Map<String, Object> QUICK =
      Map.of("image_size", 16, "width", 2, "epochs", 1, "batch", 8, "minimum_images", 10);

  @TempDir Path folder;
  private final RecordingImages images = new RecordingImages();

  @Test
  void readsTheTrainingSamplesAndNothingElse() {
    TrainingSet given = training(12, 15);

    prepare(given, "job", Map.of());

    assertThat(images.read)
        .isEqualTo(new HashSet<>(given.samples().stream().map(Sample::id).toList()));
  }

  @Test
  void addsTheRatioOfEachGroupToTheTrainingSamples() {
    TrainingSet given = training(12, 15);

    TrainingSet training = prepare(given, "job", Map.of("ratio", 0.5));

    assertThat(training.samples()).startsWith(given.samples().toArray(new Sample[0]));
    List<Sample> generated = training.samples().subList(27, training.samples().size());
    assertThat(generated).extracting(Sample::label).containsOnly(0, 1).hasSize(6 + 8);
    assertThat(generated.stream().filter(sample -> sample.label() == 0)).hasSize(6);
    assertThat(training.samples()).extracting(Sample::id).doesNotHaveDuplicates();
    assertThat(generated)
        .allSatisfy(
            sample -> {
              assertThat(sample.patient()).isEqualTo("generated");
              assertThat(sample.attributes()).isEqualTo(Map.of("generated", "dcgan"));
              assertThat(sample.magnification()).isEqualTo(sample.label() == 0 ? "40X" : null);
              assertThat(sample.place()).isNull();
              RgbImage image = sample.image().read();
              assertThat(image.width()).isEqualTo(16);
            });
  }

  @Test
  void drawsRealAndGeneratedImagesOnceAnEpoch() {
    TrainingSet training = prepare(training(12, 15), "job", Map.of());

    assertThat(training.groupSize()).isEqualTo(1);
    assertThat(training.draw().epoch(0, new SplittableRandom(1)))
        .hasSize(12 + 15 + 6 + 8)
        .doesNotHaveDuplicates();
  }

  @Test
  void aSecondVariantTrainsNothingAndGetsTheSameImages() {
    TrainingSet first = prepare(training(12, 15), "one", Map.of("ratio", 0.5));
    RecordingJob job = job("two", 1);

    TrainingSet second = augmentation(Map.of("ratio", 1.0)).prepare(training(12, 15), job);

    assertThat(job.progress()).isEmpty();
    assertThat(keys(second)).containsAll(keys(first)).hasSize(27 + 27);
    assertThat(folder.resolve("two/generated/losses.csv"))
        .hasSameTextualContentAs(folder.resolve("one/generated/losses.csv"));
    assertThat(folder.resolve("two/generated/1-benign.png")).exists();
    assertThat(job.history()).hasSize(2);
  }

  @Test
  void anotherSeedOrRecipeTrainsAnew() {
    Set<String> first = generated(prepare(training(12, 15), "one", Map.of()));
    RecordingJob job = job("two", 2);

    TrainingSet otherSeed = augmentation(Map.of()).prepare(training(12, 15), job);
    TrainingSet otherRecipe = prepare(training(12, 15), "three", Map.of("latent_size", 7));

    assertThat(generated(otherSeed)).doesNotContainAnyElementsOf(first);
    assertThat(generated(otherRecipe)).doesNotContainAnyElementsOf(first);
  }

  /** Benign has one image more, malignant the same ones. */
  @Test
  void aGroupOfOtherImagesTrainsAnewAndOneOfTheSameDoesNot() {
    Set<String> first = generated(prepare(training(12, 15), "one", Map.of()));

    Set<String> second = generated(prepare(training(13, 15), "two", Map.of()));

    assertThat(second).hasSize(7 + 8);
    second.retainAll(first);
    assertThat(second).hasSize(8);
  }

  @Test
  void aSmallGroupGetsNoImagesAndAWarning() {
    RecordingJob job = job("job", 1);

    TrainingSet training = augmentation(Map.of()).prepare(training(9, 15), job);

    assertThat(training.samples()).hasSize(9 + 15 + 8);
    assertThat(job.warnings())
        .contains(
            "No images were generated for 1 of 2 groups, which have fewer training images than"
                + " augmentation.dcgan.minimum-images, 10: benign (9).");
  }

  @Test
  void aFoldWithoutAnyGroupThatIsLargeEnoughIsRefused() {
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(() -> prepare(training(9, 8), "job", Map.of()))
        .withMessage(
            "No group of fold fold has the 10 training images that augmentation.dcgan.minimum-images"
                + " asks for, the largest has 9; make it smaller, or set augmentation.dcgan.groups to"
                + " class.");
  }

  @Test
  void groupsCanBeClassesAtMagnifications() {
    TrainingSet training =
        prepare(training(12, 24), "job", Map.of("groups", "class-and-magnification"));

    assertThat(training.samples().subList(36, training.samples().size()))
        .extracting(Sample::label, Sample::magnification)
        .containsOnly(tuple(0, "40X"), tuple(1, "40X"), tuple(1, "100X"))
        .hasSize(6 + 6 + 6);
  }

  @Test
  void theGeneratedPatientIsNobodyOfTheTraining() {
    List<Sample> odd = new ArrayList<>(training(12, 15).samples());
    odd.add(TestSamples.sample("m15", "generated", 1, "100X"));

    TrainingSet training = prepare(TrainingSet.of(odd, 2), "job", Map.of());

    assertThat(training.samples().get(28).patient()).isEqualTo("generated-generated");
  }

  @Test
  void refusesToUndoTheGroupsOfAnotherAugmentation() {
    TrainingSet singles = training(12, 15);
    TrainingSet pairs = new TrainingSet(singles.samples(), 2, 2, singles.draw());
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> prepare(pairs, "job", Map.of()))
        .withMessageContaining("undo the groups of 2")
        .withMessageContaining("put dcgan first");
  }

  private TrainingSet prepare(TrainingSet training, String job, Map<String, Object> options) {
    return augmentation(options).prepare(training, job(job, 1));
  }

  private RecordingJob job(String name, long seed) {
    return new RecordingJob(folder.resolve(name), seed).withCache(folder.resolve("cache"));
  }

  private DcganAugmentation augmentation(Map<String, Object> options) {
    Map<String, Object> all = new HashMap<>(QUICK);
    all.putAll(options);
    return new DcganAugmentation(
        OptionValues.of(DcganAugmentation.Options.class, all), images, TestEngine.BUILD);
  }

  private static Set<String> keys(TrainingSet training) {
    Set<String> keys = new HashSet<>();
    training.samples().forEach(sample -> keys.add(sample.image().key()));
    return keys;
  }

  private static Set<String> generated(TrainingSet training) {
    Set<String> generated = keys(training);
    generated.removeIf(key -> !key.startsWith("generated"));
    return generated;
  }

  /** Benign at 40X; malignant at 40X and 100X by turns. */
  private static TrainingSet training(int benign, int malignant) {
    List<Sample> training = new ArrayList<>();
    for (int i = 0; i < benign; i++) {
      training.add(TestSamples.sample("b" + i, "p" + i % 3, 0, "40X"));
    }
    for (int i = 0; i < malignant; i++) {
      training.add(TestSamples.sample("m" + i, "q" + i % 3, 1, i % 2 == 0 ? "40X" : "100X"));
    }
    return TrainingSet.of(training, 2);
  }

  /** Discs of 20 pixels, which remember who was looked at. */
  private static final class RecordingImages implements Images {
    final Set<String> read = new HashSet<>();

    @Override
    public int size() {
      return 20;
    }

    @Override
    public List<Double> mean() {
      throw new IllegalStateException("generators see pixels before normalisation");
    }

    @Override
    public List<Double> deviation() {
      return mean();
    }

    @Override
    public void read(Sample sample, byte[] target, int offset) {
      read.add(sample.id());
      SplittableRandom random = new SplittableRandom(sample.id().hashCode());
      for (int i = 0; i < 1200; i++) {
        target[offset + i] = (byte) (100 * sample.label() + random.nextInt(100));
      }
    }
  }
}
