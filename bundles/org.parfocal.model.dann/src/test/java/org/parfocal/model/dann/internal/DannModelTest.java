package org.parfocal.model.dann.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.Validation;
import org.parfocal.learning.safetensors.Safetensors;
import org.parfocal.nn.FloatTensors;
import org.parfocal.testkit.RecordingJob;
import org.parfocal.testkit.ShuffledGroups;
import org.parfocal.testkit.learning.PixelBackbones;

class DannModelTest {
  private static final Fitting FITTING = new Fitting(4, 16, 0.01);

  @TempDir Path folder;

  private final PlantedFeatures features = new PlantedFeatures(3, 1);
  private final PixelBackbones learning = PixelBackbones.linear(8);
  private final PixelBackbones frozen = PixelBackbones.fixed();
  private final List<Sample> training = PlantedFeatures.cohort("train", 20, 3, 2);
  private final List<Sample> validation = PlantedFeatures.cohort("validation", 30, 3, 2);

  @Test
  void isTheBaselineBitForBitWithoutReversal() throws IOException {
    for (PixelBackbones backbones : List.of(learning, frozen)) {
      Map<String, Object> head = Map.of("l2", 0.1, "class_weights", "balanced");
      Map<String, Object> none = new LinkedHashMap<>(head);
      none.put("lambda_max", 0.0);
      Fitted baseline = fitted("baseline", FITTING.baseline(features, backbones, head), backbones);
      Fitted dann = fitted("dann", FITTING.dann(features, backbones, none), backbones);

      assertThat(dann.tensors()).containsAllEntriesOf(baseline.tensors());
      assertThat(baseline.tensors()).isNotEmpty();
      assertThat(dann.probabilities()).isEqualTo(baseline.probabilities());
      // The comparison sees a reversal.
      Map<String, Object> little = new LinkedHashMap<>(head);
      little.put("lambda_max", 1e-3);
      if (!backbones.frozen()) {
        Fitted other = fitted("other", FITTING.dann(features, backbones, little), backbones);
        assertThat(other.probabilities()).isNotEqualTo(baseline.probabilities());
      }
    }
  }

  @Test
  void loadsWhatItSaved() throws IOException {
    for (PixelBackbones backbones : List.of(learning, frozen)) {
      DannModel dann =
          FITTING.dann(features, backbones, Map.of("projection", 6, "hidden", new int[] {5, 4}));
      Path directory = Files.createTempDirectory(folder, "model");
      try (TrainedModel model =
          dann.fit(ShuffledGroups.singles(training), Validation.of(validation), job())) {
        model.save(directory);
        List<TrainedModel.Output> expected = model.predict(validation);
        try (TrainedModel loaded = dann.load(directory, 2)) {
          List<TrainedModel.Output> outputs = loaded.predict(validation);
          for (int index = 0; index < outputs.size(); index++) {
            assertThat(outputs.get(index).probabilities())
                .isEqualTo(expected.get(index).probabilities());
            assertThat(outputs.get(index).embedding())
                .hasSize(6)
                .isEqualTo(expected.get(index).embedding());
          }
        }
      }
    }
  }

  @Test
  void tellsHowWellTheDomainOfHeldOutPatientsCanBeReadBeforeAndAfter() {
    RecordingJob job = job();
    FITTING
        .dann(features, frozen, Map.of("projection", 24))
        .fit(ShuffledGroups.singles(training), Validation.of(validation), job)
        .close();

    assertThat(job.history()).hasSize(6);
    for (int index : new int[] {0, 5}) {
      assertThat(job.history().get(index))
          .containsEntry("observed.domain-chance", 1 / 3.0)
          .containsKeys("observed.domain-probe-accuracy", "observed.domain-head-accuracy");
    }
    assertThat(job.history(0, "observed.domain-probe-accuracy")).isGreaterThan(0.6);
    assertThat(job.history().get(1)).containsKey("loss.domain");
    assertThat(job.history(1, "count.domain-rows")).isEqualTo(120);
    assertThat(job.warnings()).isEmpty();
  }

  @Test
  void saysNothingOfHeldOutPatientsFromOtherDomains() {
    RecordingJob job = job();
    List<Sample> others =
        List.of(
            PlantedFeatures.sample("a", 0, "v1", "400X"),
            PlantedFeatures.sample("b", 1, "v2", "400X"));
    FITTING
        .dann(features, learning, Map.of())
        .fit(ShuffledGroups.singles(training), Validation.of(others), job)
        .close();

    assertThat(job.history().toString()).doesNotContain("observed.domain");
  }

  @Test
  void countsImagesWithoutADomain() {
    List<Sample> some = new ArrayList<>(training);
    some.add(PlantedFeatures.sample("unknown", 0, "u", null));
    RecordingJob job = job();
    FITTING
        .dann(features, learning, Map.of())
        .fit(ShuffledGroups.singles(some), Validation.of(List.of()), job)
        .close();

    assertThat(job.warnings())
        .containsExactly(
            "1 of 121 training images have no magnification and took no part in the domain term.");
  }

  @Test
  void refusesASingleDomain() {
    List<Sample> one =
        training.stream().filter(sample -> "40X".equals(sample.magnification())).toList();
    DannModel dann = FITTING.dann(features, learning, Map.of());

    assertThatThrownBy(
            () -> dann.fit(ShuffledGroups.singles(one), Validation.of(validation), job()))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("two domains or more");
  }

  @Test
  void refusesAFrozenBackboneThatNothingCouldTurn() {
    assertThatThrownBy(() -> FITTING.dann(features, frozen, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("model.projection");
  }

  @Test
  void needsTheNameOfAField() {
    assertThatThrownBy(() -> FITTING.dann(features, learning, Map.of("domain", " ")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("model.domain is empty");
  }

  private Fitted fitted(String name, ModelStrategy strategy, PixelBackbones backbones)
      throws IOException {
    Path directory = Files.createTempDirectory(folder, name);
    try (TrainedModel model =
        strategy.fit(ShuffledGroups.singles(training), Validation.of(validation), job())) {
      model.save(directory);
      Map<String, List<Integer>> tensors = new LinkedHashMap<>();
      for (String file : List.of("backbone.safetensors", "head.safetensors")) {
        if (!(backbones.frozen() && file.startsWith("backbone"))) {
          Safetensors.read(directory.resolve(file))
              .forEach(
                  (key, tensor) -> tensors.put(file + "/" + key, bits(FloatTensors.read(tensor))));
        }
      }
      return new Fitted(
          tensors,
          model.predict(validation).stream()
              .flatMap(output -> Arrays.stream(output.probabilities()).boxed())
              .toList());
    }
  }

  private static List<Integer> bits(float[] values) {
    List<Integer> bits = new ArrayList<>();
    for (float value : values) {
      bits.add(Float.floatToRawIntBits(value));
    }
    return bits;
  }

  private RecordingJob job() {
    return new RecordingJob(folder, 13);
  }

  private record Fitted(Map<String, List<Integer>> tensors, List<Double> probabilities) {}
}
