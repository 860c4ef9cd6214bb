package org.parfocal.learning.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Images;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Transform;
import org.parfocal.api.Validation;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.Batch;
import org.parfocal.learning.ByteInput;
import org.parfocal.learning.DivergenceException;
import org.parfocal.learning.Loss;
import org.parfocal.learning.ObjectiveFactory;
import org.parfocal.learning.internal.frozen.TestBackbones;
import org.parfocal.learning.internal.input.Batches;
import org.parfocal.learning.internal.input.RandomStreams;
import org.parfocal.learning.internal.input.TestByteInput;
import org.parfocal.learning.internal.input.TestImages;
import org.parfocal.learning.internal.model.FittedModel;
import org.parfocal.nn.FloatTensors;
import org.parfocal.testkit.RecordingJob;
import org.parfocal.testkit.ShuffledGroups;

class TrainingServiceTest {
  @TempDir Path folder;

  private final TestTraining training = new TestTraining();
  private final TestBackbones backbones = new TestBackbones(false);
  private final List<Sample> samples = TestImages.cohort("train", 37);
  private final List<Sample> validation = TestImages.cohort("validation", 20);
  private final List<Sample> test = TestImages.cohort("test", 40);
  private RecordingJob job = new RecordingJob(Path.of("."), 0);

  @BeforeEach
  void makeJob() {
    job = new RecordingJob(folder, 13);
  }

  @Test
  void learnsFromPixels() {
    training.epochs = 40;
    try (TrainedModel model = fit()) {
      List<TrainedModel.Output> outputs = model.predict(test);

      assertThat(outputs).hasSize(40);
      for (int index = 0; index < outputs.size(); index++) {
        double[] p = outputs.get(index).probabilities();
        assertThat(p[0] + p[1]).isCloseTo(1, within(1e-12));
        assertThat(p[test.get(index).label()]).isGreaterThan(0.5);
        assertThat(outputs.get(index).embedding()).hasSize(4);
      }
    }
    assertThat(job.warnings()).isEmpty();
    assertThat(backbones.open).hasValue(0);
  }

  @Test
  void writesOneLineAnEpoch() {
    fit().close();

    assertThat(job.history()).hasSize(6);
    assertThat(job.history().get(0).keySet())
        .containsExactly(
            "epoch",
            "seconds",
            "images-per-second",
            "objective-share",
            "input-wait-share",
            "learning-rate",
            "loss",
            "loss.cross-entropy",
            "validation-loss",
            "validation-auc",
            "validation-balanced-accuracy");
    assertThat(job.history(0, "epoch")).isEqualTo(1);
    assertThat(job.history(0, "objective-share")).isBetween(0.0, 1.0);
    assertThat(job.history(0, "input-wait-share")).isBetween(0.0, 1.0);
    assertThat(job.history(3, "learning-rate")).isCloseTo(0.025, within(1e-12));
    assertThat(job.fractions()).isSorted().last().isEqualTo(1.0);
  }

  @Test
  void dividesTheLearningRateByTenAtEveryStep() {
    training.schedule = Schedule.STEP;
    training.stepEpochs = 2;
    fit().close();

    double[] factors = {1, 1, 0.1, 0.1, 0.01, 0.01};
    for (int epoch = 0; epoch < factors.length; epoch++) {
      assertThat(job.history(epoch, "learning-rate"))
          .isCloseTo(0.05 * factors[epoch], within(1e-12));
    }
  }

  @Test
  void givesTheSameBitsForTheSameSeedWhateverTheThreads() {
    training.transform = TestTraining.noise();
    List<TrainedModel.Output> one = predicted();
    training.prefetch = 4;
    assertSameBits(one, predicted());

    job = new RecordingJob(folder, 14);
    assertThat(predicted().get(0).probabilities()).isNotEqualTo(one.get(0).probabilities());
  }

  @Test
  void trainsABackboneThatTakesBytesToTheSameBits() {
    training.transform = TestTraining.noise();
    List<TrainedModel.Output> expected = predicted();
    List<TestByteInput> inputs = new ArrayList<>();
    TestBackbones withBytes =
        new TestBackbones(false) {
          @Override
          public Optional<ByteInput> byteInput(Backbone backbone) {
            if (inputs.isEmpty()) {
              inputs.add(new TestByteInput(backbone, training.images.size()));
            }
            return Optional.of(inputs.get(0));
          }
        };
    try (TrainedModel model = fit(withBytes, TestObjective::new)) {
      assertSameBits(expected, model.predict(test));
    }
    TestByteInput input = inputs.get(0);
    assertThat(input.asked).anyMatch(one -> one.startsWith("embed"));
    assertThat(input.open).hasValue(0);
    assertThat(withBytes.open).hasValue(0);
  }

  /** A transform that learns sees the training samples, and what it became is what is applied. */
  @Test
  void fitsTransformsToTheTrainingSamples() {
    List<List<Sample>> seen = new ArrayList<>();
    List<Integer> applied = Collections.synchronizedList(new ArrayList<>());
    training.transform =
        new Transform() {
          @Override
          public void apply(byte[] rgb, int offset, int size, RandomGenerator random) {
            throw new IllegalStateException("not fitted");
          }

          @Override
          public Transform fitted(List<Sample> training, Images images) {
            seen.add(training);
            return (rgb, offset, size, random) -> applied.add(size);
          }
        };
    fit().close();

    assertThat(seen).containsExactly(samples);
    assertThat(applied).hasSize(training.epochs * samples.size());
  }

  @Test
  void transformsTrainingImagesOnlyAndEachEpochAnew() {
    List<String> images = new ArrayList<>();
    training.transform = (rgb, offset, size, random) -> images.add(random.nextLong() + "");

    fit().close();

    assertThat(images).hasSize(6 * 37).doesNotHaveDuplicates();
  }

  @Test
  void drawsAnEpochWhileTheOneBeforeItIsTrained() {
    List<String> events = new ArrayList<>();
    TrainingSet set =
        new TrainingSet(
            samples,
            2,
            1,
            (epoch, random) -> {
              events.add("draw " + epoch);
              return samples.stream().map(List::of).toList();
            });
    training.epochs = 3;
    training.batch = 37;
    fit(backbones, watched(batch -> events.add("train")), set, validation).close();

    assertThat(events).containsExactly("draw 0", "draw 1", "train", "draw 2", "train", "train");
  }

  @Test
  void keepsTheEpochThatWasBestOnValidation() {
    // Images that look like the other class: the more is learnt, the worse.
    List<Sample> contrary = TestImages.cohort("contrary", 20);
    training.select = Selection.VALIDATION_LOSS;
    training.epochs = 15;
    double best = Double.POSITIVE_INFINITY;
    try (TrainedModel model = fit(samples, contrary)) {
      for (int epoch = 0; epoch < 15; epoch++) {
        best = Math.min(best, job.history(epoch, "validation-loss"));
      }
      assertThat(best).isLessThan(job.history(14, "validation-loss"));
      assertThat(meanLoss(model.predict(contrary), contrary)).isCloseTo(best, within(1e-6));
    }
  }

  @Test
  void clipsTheGlobalNormOfBackboneAndHeads() {
    training.optimiser = OptimizerName.SGD;
    training.momentum = 0;
    training.schedule = Schedule.CONSTANT;
    training.learningRate = 1;
    training.clipNorm = 0.01;
    training.epochs = 1;
    training.batch = samples.size();
    training.select = Selection.LAST;
    Map<String, float[]> before;
    try (FittedModel untrained = fitted(1e-12)) {
      before = values(untrained);
    }
    try (FittedModel trained = fitted(1)) {
      double squares = 0;
      for (Map.Entry<String, float[]> entry : values(trained).entrySet()) {
        float[] start = before.getOrDefault(entry.getKey(), new float[0]);
        for (int index = 0; index < start.length; index++) {
          squares += Math.pow(entry.getValue()[index] - start[index], 2);
        }
      }
      assertThat(before).hasSize(4);
      assertThat(Math.sqrt(squares)).isCloseTo(0.01, within(1e-5));
    }
    Map<String, ? extends Number> line = job.history().get(1);
    assertThat(line.keySet())
        .containsSubsequence("loss.cross-entropy", "gradient-norm", "clipped-share");
    assertThat(job.history(1, "gradient-norm")).isGreaterThan(0.05);
    assertThat(job.history(1, "clipped-share")).isEqualTo(1);
  }

  @Test
  void clippingThatIsNeverReachedChangesNoBit() {
    List<TrainedModel.Output> one = predicted();
    training.clipNorm = 1e6;
    assertSameBits(one, predicted());
    assertThat(job.history(6, "clipped-share")).isZero();
  }

  @Test
  void stopsAtAGradientThatIsNotFinite() {
    training.clipNorm = 1;
    TestBackbones broken =
        new TestBackbones(false) {
          @Override
          public double squaredGradientNorm(double squares) {
            return Double.NaN;
          }

          @Override
          public Optional<String> firstNonFinite() {
            return Optional.of("layer3.0.conv1");
          }
        };
    assertThatThrownBy(() -> fit(broken, TestObjective::new))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining(
            "epoch 1, step 1: the norm of the gradients is NaN, and layer3.0.conv1 is the first"
                + " layer of the backbone whose result is not finite; try a smaller");
  }

  @ParameterizedTest
  @CsvSource({"SGD, 0.02, true", "ADAMW, 0.05, false"})
  void learnsByEveryOptimiserAfterAWarmUp(OptimizerName optimiser, double rate, boolean nesterov) {
    training.optimiser = optimiser;
    training.nesterov = nesterov;
    training.learningRate = rate;
    training.weightDecay = 1e-4;
    training.schedule = Schedule.DANN;
    training.warmUpEpochs = 2;
    training.clipNorm = 1;
    training.epochs = 40;
    List<TrainedModel.Output> one = predicted();
    assertThat(meanLoss(one, test)).isLessThan(0.3);
    assertThat(job.history(0, "learning-rate")).isZero();
    assertThat(job.history(1, "learning-rate")).isCloseTo(rate / 2, within(1e-12));
    assertThat(job.history(2, "learning-rate")).isCloseTo(rate, within(1e-12));
    assertThat(job.history(21, "learning-rate"))
        .isCloseTo(rate * Math.pow(1 + 10 * 0.5, -0.75), within(1e-12));
    assertSameBits(one, predicted());
  }

  @Test
  void stopsWhenPatienceIsOver() {
    training.learningRate = 1e-30;
    training.epochs = 50;
    training.patience = 3;

    fit().close();

    assertThat(job.history()).hasSize(4);
  }

  @Test
  void warnsOfWhatTheBackboneRemarks() {
    TestBackbones remarked =
        new TestBackbones(false) {
          @Override
          public List<String> remarks(int imageSize) {
            return List.of("Seen at " + imageSize + " pixels.");
          }
        };
    fit(remarked, TestObjective::new).close();

    assertThat(job.warnings()).singleElement().asString().matches("Seen at \\d+ pixels\\.");
  }

  @Test
  void keepsTheLastEpochWithoutValidation() {
    fit(samples, List.of()).close();

    assertThat(job.warnings()).singleElement().asString().contains("no validation samples");
    assertThat(job.history().get(0)).doesNotContainKey("validation-loss");
  }

  @Test
  void choosesByLossIfValidationHasOneClass() {
    fit(samples, TestImages.cohort("validation", 5, 1)).close();

    assertThat(job.warnings()).singleElement().asString().contains("malignant", "validation loss");
    assertThat(job.history().get(0)).doesNotContainKey("validation-auc");
  }

  @Test
  void makesBatchesOfNearlyOneSize() {
    TrainingSet set = ShuffledGroups.singles(samples);

    assertThat(Batches.draw(set, 0, 12, new RandomStreams(1)))
        .extracting(List::size)
        .containsExactly(10, 9, 9, 9);
    assertThat(Batches.draw(set, 0, 100, new RandomStreams(1)))
        .extracting(List::size)
        .containsExactly(37);
  }

  @Test
  void handsGroupsToTheObjectiveOneAfterAnother() {
    List<Batch> seen = new ArrayList<>();
    TrainingSet pairs =
        new TrainingSet(
            samples,
            2,
            2,
            (epoch, random) ->
                IntStream.range(0, 20)
                    .mapToObj(index -> List.of(samples.get(index), samples.get(index + 1)))
                    .toList());
    training.epochs = 1;
    training.batch = 7;
    fit(backbones, watched(seen::add), pairs, validation).close();

    assertThat(seen).extracting(batch -> batch.samples().size()).containsExactly(14, 14, 12);
    assertThat(seen).allMatch(batch -> batch.groupSize() == 2);
    assertThat(seen.get(1).samples().subList(0, 4))
        .extracting(Sample::id)
        .containsExactly("train7", "train8", "train8", "train9");
  }

  @Test
  void stopsAtALossThatIsNotFiniteAndKeepsTheLastGoodModel() {
    // 37 images in batches of 8 are 5 steps: the fault is in epoch 3, step 2.
    ObjectiveFactory failing = (size, classes, seed) -> new TestObjective(size, classes, seed, 11);
    assertThatThrownBy(() -> fit(backbones, failing))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("epoch 3, step 2")
        .hasMessageContaining("cross-entropy is NaN")
        .hasMessageContaining("model-last-good");
    assertThat(backbones.open).hasValue(0);
    try (TrainedModel model = load(folder.resolve("model-last-good"))) {
      assertThat(model.predict(test)).hasSize(40);
    }
  }

  @Test
  void stopsWhenParametersAreNoLongerFinite() {
    training.learningRate = 1e38;

    assertThatThrownBy(this::fit)
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("learning-rate");
    assertThatThrownBy(() -> fit(samples, List.of())).isInstanceOf(DivergenceException.class);
  }

  @Test
  void stopsWhenCancelled() {
    job.cancelAfter(7);

    assertThatThrownBy(this::fit).isInstanceOf(CancellationException.class);
    assertThat(job.history()).hasSize(1);
    assertThat(backbones.open).hasValue(0);
  }

  @Test
  void stopsWhenInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(this::fit).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void namesAnImageThatCannotBeRead() {
    List<Sample> broken = new ArrayList<>(samples);
    broken.add(TestImages.sample("broken7", 0));

    assertThatThrownBy(() -> fit(broken, validation))
        .isInstanceOf(DatasetException.class)
        .hasMessage("Image broken7 is not an image.");
    assertThat(backbones.open).hasValue(0);
  }

  @Test
  void saysWhichContractADrawBreaks() {
    TrainingSet pairs = new TrainingSet(samples, 2, 2, (epoch, random) -> List.of(samples));
    TrainingSet nothing = new TrainingSet(samples, 2, 1, (epoch, random) -> List.of());

    assertThatThrownBy(() -> fit(pairs)).isInstanceOf(PluginException.class);
    assertThatThrownBy(() -> fit(nothing)).isInstanceOf(PluginException.class);
  }

  @Test
  void refusesABatchThatCannotBeHeld() {
    training.images = new TestImages(20000);
    training.batch = 65536;

    assertThatThrownBy(this::fit)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageEndingWith("not even one image fits, make images.size smaller.");
  }

  /** The first length, in images, that Java's buffers do not reach. */
  @Test
  void refusesABatchThatIsLongerThanABuffer() {
    training.images = new TestImages(4096);
    training.batch = 11;

    assertThatThrownBy(() -> fit(samples.subList(0, 11), List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("A batch of 11 images of 4096 pixels takes 2112 MiB, and a Java")
        .hasMessageContaining("make training.batch or images.size smaller");
    assertThat(backbones.open).hasValue(0);
  }

  @Test
  void refusesBatchesThatDoNotFitIntoMemoryTogether() {
    training.images = new TestImages(1280);
    training.batch = 37;
    training.prefetch = 3;

    // A limit of 1 GiB is set for the tests; an image is 19 MiB.
    assertThatThrownBy(() -> fit(samples, List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageMatching(
            "Batches of 37 images of 1280 pixels, of which 2 are held at once, need 1387 MiB of"
                + " native memory, and \\d+ MiB are free; at most [6-9] images fit, .*");
    assertThat(backbones.open).hasValue(0);
  }

  @Test
  void refusesOptionsThatContradictAllAtOnce() {
    training.warmUpEpochs = training.epochs;
    training.nesterov = true;

    assertThatThrownBy(training::service)
        .isInstanceOfSatisfying(
            ConfigurationException.class, e -> assertThat(e.problems()).hasSize(2));
  }

  @Test
  void loadsWhatItSaved() throws Exception {
    Path directory = Files.createDirectory(folder.resolve("model"));
    List<TrainedModel.Output> before;
    try (TrainedModel model = fit()) {
      model.save(directory);
      before = model.predict(test);
    }
    try (TrainedModel model = load(directory)) {
      assertSameBits(before, model.predict(test));
    }
    assertThat(backbones.open).hasValue(0);
  }

  @Test
  void closesTwice() {
    TrainedModel model = fit();

    model.close();
    model.close();

    assertThat(backbones.open).hasValue(0);
  }

  @Test
  void reportsABackboneThatBreaks() {
    TestBackbones breaking =
        new TestBackbones(false) {
          @Override
          public Backbone create(int imageSize, long seed) {
            throw new ConfigurationException("images.size 6 is too small.");
          }
        };
    assertThatThrownBy(() -> fit(breaking, TestObjective::new))
        .isInstanceOf(ConfigurationException.class);
  }

  static void assertSameBits(List<TrainedModel.Output> one, List<TrainedModel.Output> other) {
    assertThat(other).hasSameSizeAs(one);
    for (int index = 0; index < one.size(); index++) {
      assertThat(other.get(index).probabilities()).isEqualTo(one.get(index).probabilities());
      assertThat(other.get(index).embedding()).isEqualTo(one.get(index).embedding());
    }
  }

  static double meanLoss(List<TrainedModel.Output> outputs, List<Sample> samples) {
    double sum = 0;
    for (int index = 0; index < outputs.size(); index++) {
      sum -= Math.log(outputs.get(index).probabilities()[samples.get(index).label()]);
    }
    return sum / outputs.size();
  }

  private FittedModel fitted(double learningRate) {
    training.learningRate = learningRate;
    return (FittedModel) fit();
  }

  private static Map<String, float[]> values(FittedModel model) {
    Map<String, float[]> values = new LinkedHashMap<>();
    model.state().forEach((name, tensor) -> values.put(name, FloatTensors.read(tensor.copy())));
    return values;
  }

  /** An objective that tells of every batch before it is evaluated. */
  private static ObjectiveFactory watched(Consumer<Batch> watcher) {
    return (size, classes, seed) ->
        new TestObjective(size, classes, seed) {
          @Override
          public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
            watcher.accept(batch);
            return super.evaluate(batch, embeddings, progress);
          }
        };
  }

  private List<TrainedModel.Output> predicted() {
    try (TrainedModel model = fit()) {
      return model.predict(test);
    }
  }

  private TrainedModel fit() {
    return fit(samples, validation);
  }

  private TrainedModel fit(List<Sample> trainingSamples, List<Sample> validationSamples) {
    TrainingSet set = ShuffledGroups.singles(trainingSamples);
    return fit(backbones, TestObjective::new, set, validationSamples);
  }

  private TrainedModel fit(TrainingSet set) {
    return fit(backbones, TestObjective::new, set, validation);
  }

  private TrainedModel fit(TestBackbones provider, ObjectiveFactory objectives) {
    return fit(provider, objectives, ShuffledGroups.singles(samples), validation);
  }

  private TrainedModel fit(
      TestBackbones provider,
      ObjectiveFactory objectives,
      TrainingSet set,
      List<Sample> validationSamples) {
    return training.service().fit(provider, objectives, set, Validation.of(validationSamples), job);
  }

  private TrainedModel load(Path directory) {
    return training.service().load(backbones, facts -> TestObjective::new, directory, 2);
  }
}
