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
import org.parfocal.learning.FloatTensors;
import org.parfocal.learning.safetensors.Safetensors;

class DannModelTest {
  private static final Fitting FITTING = Fitting.trained(4, 16, 0.01);

  @TempDir Path folder;

  private final PlantedFeatures features = new PlantedFeatures(3, 1);
  private final PixelBackbones learning = new PixelBackbones(false);
  private final PixelBackbones frozen = new PixelBackbones(true);
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
      try (TrainedModel model = dann.fit(Fitting.set(training), validation, job())) {
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
    Fitting.Job job = job();
    FITTING
        .dann(features, frozen, Map.of("projection", 24))
        .fit(Fitting.set(training), validation, job)
        .close();

    assertThat(job.lines()).hasSize(6);
    for (int index : new int[] {0, 5}) {
      assertThat(job.lines().get(index))
          .containsEntry("observed.domain-chance", 1 / 3.0)
          .containsKeys("observed.domain-probe-accuracy", "observed.domain-head-accuracy");
    }
    assertThat(job.lines().get(0))
        .hasEntrySatisfying(
            "observed.domain-probe-accuracy", value -> assertThat(value).isGreaterThan(0.6));
    assertThat(job.lines().get(1))
        .containsKey("loss.domain")
        .containsEntry("count.domain-rows", 120.0);
    assertThat(job.warnings()).isEmpty();
  }

  @Test
  void saysNothingOfHeldOutPatientsFromOtherDomains() {
    Fitting.Job job = job();
    List<Sample> others =
        List.of(
            PlantedFeatures.sample("a", 0, "v1", "400X"),
            PlantedFeatures.sample("b", 1, "v2", "400X"));
    FITTING.dann(features, learning, Map.of()).fit(Fitting.set(training), others, job).close();

    assertThat(job.lines().toString()).doesNotContain("observed.domain");
  }

  @Test
  void countsImagesWithoutADomain() {
    List<Sample> some = new ArrayList<>(training);
    some.add(PlantedFeatures.sample("unknown", 0, "u", null));
    Fitting.Job job = job();
    FITTING.dann(features, learning, Map.of()).fit(Fitting.set(some), List.of(), job).close();

    assertThat(job.warnings())
        .containsExactly(
            "1 of 121 training images have no magnification and took no part in the domain term.");
  }

  @Test
  void refusesASingleDomain() {
    List<Sample> one =
        training.stream().filter(sample -> "40X".equals(sample.magnification())).toList();
    DannModel dann = FITTING.dann(features, learning, Map.of());

    assertThatThrownBy(() -> dann.fit(Fitting.set(one), validation, job()))
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
  void tellsAllWrongOptionsAtOnce() {
    Map<String, Object> wrong =
        Map.of(
            "lambda_max",
            -1.0,
            "gamma",
            0.0,
            "schedule",
            "linear",
            "hidden",
            new int[] {8, 0},
            "projection",
            5000,
            "domain_rate",
            Double.NaN,
            "l2",
            Double.POSITIVE_INFINITY,
            "class_weights",
            "some",
            "domain",
            " ");
    assertThatThrownBy(() -> FITTING.dann(features, learning, wrong))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(9)
                    .anySatisfy(
                        problem ->
                            assertThat(problem)
                                .isEqualTo("model.lambda-max must be a number from 0, it is -1.0."))
                    .anySatisfy(problem -> assertThat(problem).contains("it is [8, 0]")));
  }

  private Fitted fitted(String name, ModelStrategy strategy, PixelBackbones backbones)
      throws IOException {
    Path directory = Files.createTempDirectory(folder, name);
    try (TrainedModel model = strategy.fit(Fitting.set(training), validation, job())) {
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

  private Fitting.Job job() {
    return new Fitting.Job(folder, 13);
  }

  private record Fitted(Map<String, List<Integer>> tensors, List<Double> probabilities) {}
}
