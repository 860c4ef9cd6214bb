package org.parfocal.augmentation.none.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.ImageSource;
import org.parfocal.api.JobContext;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.TrainingSet;

class NoAugmentationTest {
  private final TrainingSet training = TrainingSet.of(cohort("a", 25, 7), 2);

  @Test
  void drawsEveryTrainingImageOnceAnEpoch() {
    TrainingSet set = augmentation().prepare(training, new Job());

    assertThat(set.samples()).isEqualTo(training.samples());
    assertThat(set.groupSize()).isEqualTo(1);
    assertThat(drawn(set)).containsExactlyInAnyOrderElementsOf(training.samples());
  }

  @Test
  void balancesClassesWhenAsked() {
    TrainingSet set = augmentation("class").prepare(training, new Job());

    assertThat(drawn(set)).hasSize(32);
    assertThat(drawn(set).stream().filter(sample -> sample.label() == 1)).hasSize(16);
  }

  @Test
  void refusesToBalanceWhatNoImageHas() {
    assertThatThrownBy(() -> augmentation("institute").prepare(training, new Job()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "No training image has the field institute, which the augmentation's balance names; known:"
                + " patient, slide.");
  }

  @Test
  void refusesToUndoTheGroupsOfAnotherAugmentation() {
    TrainingSet pairs = new TrainingSet(training.samples(), 2, 2, training.draw());
    assertThatThrownBy(() -> augmentation("none").prepare(pairs, new Job()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "augmentation: none draws its images anew and would undo the groups of 2 that the"
                + " augmentation before it forms; put none first.");
  }

  private static List<Sample> drawn(TrainingSet set) {
    return set.draw().epoch(0, new SplittableRandom(3)).stream().flatMap(List::stream).toList();
  }

  private static NoAugmentation augmentation(String... balance) {
    return new NoAugmentation(
        (NoAugmentation.Options)
            Proxy.newProxyInstance(
                NoAugmentation.class.getClassLoader(),
                new Class<?>[] {NoAugmentation.Options.class},
                (proxy, method, arguments) ->
                    method.getDeclaringClass() == Annotation.class
                        ? NoAugmentation.Options.class
                        : balance));
  }

  private static List<Sample> cohort(String patient, int first, int second) {
    return IntStream.range(0, first + second)
        .mapToObj(
            index ->
                new Sample(
                    patient + index,
                    new Image(patient + index),
                    index < first ? 0 : 1,
                    patient,
                    patient,
                    null,
                    OptionalDouble.empty(),
                    null,
                    Map.of()))
        .toList();
  }

  private record Image(String key) implements ImageSource {
    @Override
    public String description() {
      return key;
    }

    @Override
    public RgbImage read() {
      throw new UnsupportedOperationException();
    }
  }

  private record Job() implements JobContext {
    @Override
    public long seed() {
      return 13;
    }

    @Override
    public List<String> classes() {
      return List.of("benign", "malignant");
    }

    @Override
    public String fold() {
      return "f";
    }

    @Override
    public List<String> values(SampleField field) {
      return List.of();
    }

    @Override
    public Path directory() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path cache() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void progress(double fraction, String what) {}

    @Override
    public void history(Map<String, ? extends Number> values) {}

    @Override
    public void warn(String sentence) {
      throw new AssertionError(sentence);
    }

    @Override
    public void checkCancelled() {}
  }
}
