package org.parfocal.model.baseline.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.Validation;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Training;
import org.parfocal.nn.ClassWeights;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.RecordingJob;
import org.parfocal.testkit.ShuffledGroups;
import org.parfocal.testkit.learning.GradientCheck;
import org.parfocal.testkit.learning.PixelBackbones;
import org.parfocal.testkit.learning.StandaloneTraining;

class BaselineModelTest {
  @TempDir Path folder;

  private final RandomFeatures features = new RandomFeatures();
  private final List<Sample> training = RandomFeatures.cohort("train", 370);
  private final List<Sample> test = RandomFeatures.cohort("test", 120);

  @Test
  void reachesTheOptimumOfPenalisedLogisticRegression() {
    assertOptimum(0.3, false, trained(200, 64, 0.01));
  }

  @Test
  void reachesItInFullBatches() {
    assertOptimum(0.3, false, trained(300, 512, 0.01));
  }

  @Test
  void reachesTheOptimumOfBalancedClasses() {
    assertOptimum(0.3, true, trained(200, 64, 0.01));
  }

  @Test
  void hasTheGradientsOfFiniteDifferences() {
    List<Sample> some = training.subList(0, 9);
    try (LinearClassifier objective = new LinearClassifier(5, new double[] {0.6, 1.7}, 0.2, 3)) {
      GradientCheck.standard().check(objective, new Batch(some, 1, 2), random(9, 5), 0.5);
    }
  }

  @Test
  void listsThePenaltyAsATerm() {
    INDArray rows = random(9, 5);
    Batch batch = new Batch(training.subList(0, 9), 1, 2);
    try (LinearClassifier with = new LinearClassifier(5, new double[] {1, 1}, 0.2, 3);
        LinearClassifier without = new LinearClassifier(5, new double[] {1, 1}, 0, 3)) {
      assertThat(with.evaluate(batch, rows, 0).terms()).containsOnlyKeys("cross-entropy", "l2");
      assertThat(without.evaluate(batch, rows, 0).terms()).containsOnlyKeys("cross-entropy");
    }
  }

  @Test
  void loadsWhatItSaved() throws Exception {
    Path directory = Files.createDirectory(folder.resolve("model"));
    BaselineModel baseline = baseline(trained(3, 64, 0.01), 0.1, true);
    try (TrainedModel model = fit(baseline);
        TrainedModel loaded = saved(model, directory, baseline)) {
      assertThat(loaded.predict(test))
          .extracting(TrainedModel.Output::probabilities)
          .containsExactlyElementsOf(
              model.predict(test).stream().map(TrainedModel.Output::probabilities).toList());
    }
  }

  private static TrainedModel saved(TrainedModel model, Path directory, BaselineModel baseline) {
    model.save(directory);
    return baseline.load(directory, 2);
  }

  /**
   * With two classes the penalty on both rows of W is half of that on their difference, which is
   * what logistic regression penalises: λ for W is λ/2 there.
   */
  private void assertOptimum(double lambda, boolean balanced, Training loop) {
    double[][] rows = standardised(training);
    int[] labels = training.stream().mapToInt(Sample::label).toArray();
    double[] weights = balanced ? ClassWeights.balanced(labels, 2) : ClassWeights.equal(2);
    LogisticRegression optimum = new LogisticRegression(rows, labels, weights, lambda / 2);
    double[][] testRows = standardised(test);
    BaselineModel baseline = baseline(loop, lambda, balanced);

    try (TrainedModel model = fit(baseline)) {
      List<TrainedModel.Output> outputs = model.predict(test);
      double smallest = 1;
      double largest = 0;
      for (int index = 0; index < test.size(); index++) {
        double p = optimum.probability(testRows[index]);
        smallest = Math.min(smallest, p);
        largest = Math.max(largest, p);
        assertThat(outputs.get(index).probabilities()[1]).isCloseTo(p, within(1e-3));
      }
      assertThat(largest - smallest).isGreaterThan(0.3);
    }
  }

  /** By mean and deviation of the training samples. */
  private double[][] standardised(List<Sample> samples) {
    double[][] base = training.stream().map(features::features).toArray(double[][]::new);
    double[][] rows = samples.stream().map(features::features).toArray(double[][]::new);
    for (int k = 0; k < RandomFeatures.DIMENSIONS; k++) {
      double mean = 0;
      double square = 0;
      for (double[] row : base) {
        mean += row[k] / base.length;
        square += row[k] * row[k] / base.length;
      }
      for (double[] row : rows) {
        row[k] = (row[k] - mean) / Math.sqrt(square - mean * mean);
      }
    }
    return rows;
  }

  private BaselineModel baseline(Training loop, double l2, boolean balanced) {
    Map<String, Object> options = Map.of("l2", l2, "class_weights", balanced ? "balanced" : "none");
    return new BaselineModel(
        OptionValues.of(BaselineModel.Options.class, options), PixelBackbones.fixed(), loop);
  }

  private Training trained(int epochs, int batch, double learningRate) {
    return StandaloneTraining.of(features, epochs, batch, learningRate);
  }

  private TrainedModel fit(BaselineModel baseline) {
    RecordingJob job = new RecordingJob(folder, 13);
    TrainedModel model =
        baseline.fit(ShuffledGroups.singles(training), Validation.of(List.of()), job);
    assertThat(job.warnings()).isEmpty();
    return model;
  }

  private static INDArray random(int rows, int columns) {
    Random random = new Random(7);
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int k = 0; k < columns; k++) {
        row[k] = (float) random.nextGaussian();
      }
    }
    return Nd4j.createFromArray(values);
  }
}
