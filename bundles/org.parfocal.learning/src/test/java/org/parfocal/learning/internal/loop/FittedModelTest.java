package org.parfocal.learning.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.ClassActivation;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainedModel.Output;
import org.parfocal.api.Validation;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Branches;
import org.parfocal.learning.Inference;
import org.parfocal.learning.Loss;
import org.parfocal.learning.Objective;
import org.parfocal.learning.ObjectiveFactory;
import org.parfocal.learning.internal.frozen.TestBackbones;
import org.parfocal.learning.internal.input.TestImages;
import org.parfocal.testkit.RecordingJob;
import org.parfocal.testkit.ShuffledGroups;

class FittedModelTest {
  private static final List<Sample> TRAINING = TestImages.cohort("t", 24);
  private static final List<Sample> VALIDATION = TestImages.cohort("v", 10);
  private static final List<Sample> TEST = TestImages.cohort("x", 70);

  @TempDir Path folder;
  private final TestTraining training = new TestTraining();

  @Test
  void anObjectiveJudgesAllSamplesOfAPredictionAtOnce() {
    List<Integer> asked = new ArrayList<>();
    ObjectiveFactory factory =
        (size, classes, seed) ->
            new TestObjective(size, classes, seed) {
              @Override
              public Inference infer(List<Sample> samples, INDArray embeddings) {
                asked.add(samples.size());
                assertThat(embeddings.shape()).containsExactly(samples.size(), 4);
                return super.infer(samples, embeddings);
              }
            };
    try (TrainedModel model = fit(factory, new RecordingJob(folder, 3))) {
      assertThat(model.predict(TEST)).hasSize(70);
      assertThat(asked.get(asked.size() - 1)).isEqualTo(70);
      assertThat(model.predict(List.of())).isEmpty();
    }
  }

  @Test
  void aRepresentationOfTheObjectivesOwnIsWhatIsStored() {
    ObjectiveFactory factory =
        (size, classes, seed) ->
            new TestObjective(size, classes, seed) {
              @Override
              public Inference infer(List<Sample> samples, INDArray embeddings) {
                return new Inference(
                    super.infer(samples, embeddings).probabilities(),
                    Nd4j.ones(samples.size(), 2).muli(7));
              }
            };
    try (TrainedModel model = fit(factory, new RecordingJob(folder, 3))) {
      assertThat(model.predict(TEST).get(69).embedding()).containsExactly(7, 7);
    }
  }

  @Test
  void whatIsObservedOnHeldOutPatientsStandsInTheHistoryBeforeAndAfter() {
    RecordingJob job = new RecordingJob(folder, 3);
    ObjectiveFactory factory =
        (size, classes, seed) ->
            new TestObjective(size, classes, seed) {
              @Override
              public Map<String, Double> observe(List<Sample> samples, INDArray embeddings) {
                assertThat(samples).isEqualTo(VALIDATION);
                return Map.of("mean", embeddings.meanNumber().doubleValue());
              }
            };
    try (TrainedModel model = fit(factory, job)) {
      List<Map<String, Number>> observed =
          job.history().stream().filter(line -> line.containsKey("observed.mean")).toList();
      assertThat(observed).hasSize(2);
      assertThat(observed.get(0)).isSameAs(job.history().get(0));
      assertThat(job.history(0, "epoch")).isZero();
      double after = 0;
      for (Output output : model.predict(VALIDATION)) {
        for (float value : output.embedding()) {
          after += value / (4.0 * VALIDATION.size());
        }
      }
      assertThat(job.history(job.history().indexOf(observed.get(1)), "observed.mean"))
          .isCloseTo(after, within(1e-6))
          .isNotEqualTo(job.history(0, "observed.mean"));
    }
  }

  @Test
  void countsAreSummedOverAnEpoch() {
    RecordingJob job = new RecordingJob(folder, 3);
    ObjectiveFactory factory =
        (size, classes, seed) ->
            new TestObjective(size, classes, seed) {
              @Override
              public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
                Loss loss = super.evaluate(batch, embeddings, progress);
                return new Loss(
                    loss.terms(),
                    loss.gradient(),
                    Map.of("rows", (long) batch.samples().size(), "batches", 1L));
              }
            };
    fit(factory, job).close();
    assertThat(job.history(0, "count.rows")).isEqualTo(24);
    assertThat(job.history(0, "count.batches")).isEqualTo(3);
    assertThat(job.history(5, "count.rows")).isEqualTo(24);
  }

  @Test
  void factsAreKeptWithTheModel() throws IOException {
    Map<String, String> facts = Map.of("domains", "40X,\"100X\"", "width", "3");
    Path directory = Files.createDirectory(folder.resolve("model"));
    TestBackbones backbones = new TestBackbones(false);
    ObjectiveFactory factory =
        new ObjectiveFactory() {
          @Override
          public Objective create(int size, int classes, long seed) {
            return new TestObjective(size, classes, seed);
          }

          @Override
          public Map<String, String> facts() {
            return facts;
          }
        };
    try (TrainedModel model = fit(factory, new RecordingJob(folder, 3))) {
      model.save(directory);
    }
    List<Map<String, String>> seen = new ArrayList<>();
    training
        .service()
        .load(
            backbones,
            stored -> {
              seen.add(stored);
              return factory;
            },
            directory,
            2)
        .close();
    assertThat(seen).containsExactly(facts);
  }

  @Test
  void aModelOfTwoBranchesIsKeptWhole() throws IOException {
    TestBackbones backbones = new TestBackbones(false);
    Branches branches = new Branches(2, sample -> sample.id().endsWith("0") ? 1 : 0);
    ObjectiveFactory factory = branched(branches);
    Path directory = Files.createDirectory(folder.resolve("model"));
    List<Output> outputs;
    try (TrainedModel model =
        training
            .service()
            .fit(
                backbones,
                factory,
                ShuffledGroups.singles(TRAINING),
                Validation.of(VALIDATION),
                new RecordingJob(folder, 3))) {
      assertThat(backbones.made.get()).isEqualTo(2);
      outputs = model.predict(TEST);
      model.save(directory);
    }
    assertThat(backbones.open.get()).isZero();
    try (TrainedModel model = training.service().load(backbones, facts -> factory, directory, 2)) {
      TrainingServiceTest.assertSameBits(outputs, model.predict(TEST));
    }
    assertThat(backbones.open.get()).isZero();
  }

  @Test
  void inferenceGivesEachBranchWholeBatchesAndKeepsTheOrder() {
    TestBackbones backbones = new TestBackbones(false);
    ObjectiveFactory factory =
        branched(new Branches(2, sample -> sample.id().matches(".*[147]") ? 1 : 0));
    try (TrainedModel model =
        training
            .service()
            .fit(
                backbones,
                factory,
                ShuffledGroups.singles(TRAINING),
                Validation.of(VALIDATION),
                new RecordingJob(folder, 3))) {
      backbones.inferred.clear();
      List<Output> outputs = model.predict(TEST);

      assertThat(backbones.inferred).containsExactly(49, 21);
      for (int index = 0; index < TEST.size(); index++) {
        Output alone = model.predict(List.of(TEST.get(index))).get(0);
        assertThat(outputs.get(index).embedding())
            .containsExactly(alone.embedding(), within(1e-5f));
        assertThat(outputs.get(index).probabilities())
            .containsExactly(alone.probabilities(), within(1e-5));
      }
    }
  }

  /** One branch that gets everything is the same as no branches. */
  @Test
  void aBranchWithAllSamplesIsTheBackboneItself() {
    try (TrainedModel one = fit(branched(Branches.SHARED), new RecordingJob(folder, 3));
        TrainedModel two =
            fit(branched(new Branches(2, sample -> 0)), new RecordingJob(folder, 3))) {
      TrainingServiceTest.assertSameBits(one.predict(TEST), two.predict(TEST));
    }
  }

  @Test
  void aBranchThatIsNotThereIsTheStrategysFault() {
    assertThatThrownBy(
            () -> fit(branched(new Branches(2, sample -> 2)), new RecordingJob(folder, 3)))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("backbone 3 of 2");
  }

  @Test
  void aClassActivationWeighsTheMapsWithTheLogitsGradient() {
    float[] maps = {1, 0, 7, 0, 2, 5, 7, 0, 6, 1, 7, 0};
    TestBackbones backbones =
        new TestBackbones(false) {
          @Override
          public Optional<INDArray> featureMaps() {
            return Optional.of(Nd4j.createFromArray(maps).reshape(1, 1, 3, 4));
          }
        };
    ObjectiveFactory factory =
        (size, classes, seed) ->
            new TestObjective(size, classes, seed) {
              @Override
              public Optional<float[]> logitGradient(Sample sample, INDArray embedding, int label) {
                return Optional.of(
                    label == 0 ? new float[] {1, -2, 0, 9} : new float[] {-1, 0, 0, 0});
              }
            };
    try (TrainedModel model =
        training
            .service()
            .fit(
                backbones,
                factory,
                ShuffledGroups.singles(TRAINING),
                Validation.of(List.of()),
                new RecordingJob(folder, 3))) {
      ClassActivation activation = model.classActivation(TEST.get(0), 0).orElseThrow();
      assertThat(activation.height()).isEqualTo(1);
      assertThat(activation.width()).isEqualTo(3);
      // (1·1 − 2·0)/3, (2 − 2·5)/3 → 0, (6 − 2·1)/3
      assertThat(activation.values()).containsExactly(1 / 3f, 0, 4 / 3f);
      assertThat(model.classActivation(TEST.get(0), 1).orElseThrow().values()).containsOnly(0f);
    }
    try (TrainedModel model = fit(TestObjective::new, new RecordingJob(folder, 3))) {
      assertThat(model.classActivation(TEST.get(0), 0)).isEmpty();
    }
  }

  private TrainedModel fit(ObjectiveFactory factory, RecordingJob job) {
    return training
        .service()
        .fit(
            new TestBackbones(false),
            factory,
            ShuffledGroups.singles(TRAINING),
            Validation.of(VALIDATION),
            job);
  }

  private static ObjectiveFactory branched(Branches branches) {
    return new ObjectiveFactory() {
      @Override
      public Objective create(int size, int classes, long seed) {
        return new TestObjective(size, classes, seed);
      }

      @Override
      public Branches branches() {
        return branches;
      }
    };
  }
}
