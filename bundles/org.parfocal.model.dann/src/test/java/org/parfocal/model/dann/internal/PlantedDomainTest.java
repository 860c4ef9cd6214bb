package org.parfocal.model.dann.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.Validation;
import org.parfocal.statistics.Probe;
import org.parfocal.statistics.ProbeAccuracy;
import org.parfocal.testkit.RecordingJob;
import org.parfocal.testkit.ShuffledGroups;
import org.parfocal.testkit.learning.PixelBackbones;

/** Planted truth: the domain's direction goes, the class's stays; options are the defaults. */
class PlantedDomainTest {
  private static final Fitting FITTING = new Fitting(40, 32, 0.001);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"2, 1", "2, 2", "2, 3", "3, 1", "3, 2", "3, 3"})
  void removesTheDomainAndKeepsTheClass(int domains, long seed) {
    PlantedFeatures features = new PlantedFeatures(domains, seed);
    PixelBackbones backbones = PixelBackbones.fixed();
    List<Sample> training = PlantedFeatures.cohort("train" + seed, 160, domains, 24 / domains);
    List<Sample> test = PlantedFeatures.cohort("test" + seed, 80, domains, 24 / domains);
    RecordingJob job = new RecordingJob(folder, seed);

    Judged baseline = judged(FITTING.baseline(features, backbones, Map.of()), training, test, job);
    Judged dann = dann(1, features, training, test, job);

    assertThat(baseline.domain().accuracy()).isGreaterThan(0.9);
    assertThat(dann.domain().accuracy()).isCloseTo(dann.domain().chance(), within(0.05));
    assertThat(dann.accuracy()).isCloseTo(baseline.accuracy(), within(0.02));
    assertThat(baseline.accuracy()).isGreaterThan(0.9);
  }

  @Test
  void doesNotDoSoByTheMapAlone() {
    PlantedFeatures features = new PlantedFeatures(2, 1);
    List<Sample> training = PlantedFeatures.cohort("train", 40, 2, 12);
    List<Sample> test = PlantedFeatures.cohort("test", 80, 2, 12);

    Judged mapped = dann(0, features, training, test, new RecordingJob(folder, 1));

    assertThat(mapped.domain().accuracy()).isGreaterThan(0.7);
  }

  private static Judged dann(
      double lambda,
      PlantedFeatures features,
      List<Sample> training,
      List<Sample> test,
      RecordingJob job) {
    Map<String, Object> options = Map.of("projection", 8, "lambda_max", lambda);
    return judged(FITTING.dann(features, PixelBackbones.fixed(), options), training, test, job);
  }

  private static Judged judged(
      ModelStrategy strategy, List<Sample> training, List<Sample> test, RecordingJob job) {
    try (TrainedModel model =
        strategy.fit(ShuffledGroups.singles(training), Validation.of(List.of()), job)) {
      List<TrainedModel.Output> outputs = model.predict(test);
      int right = 0;
      double[][] rows = new double[test.size()][];
      for (int index = 0; index < rows.length; index++) {
        rows[index] = doubles(outputs.get(index).embedding());
        int decided = outputs.get(index).probabilities()[1] > 0.5 ? 1 : 0;
        right += decided == test.get(index).label() ? 1 : 0;
      }
      List<String> names = SampleField.MAGNIFICATION.values(test);
      int[] domains =
          test.stream().mapToInt(sample -> names.indexOf(sample.magnification())).toArray();
      List<String> patients = test.stream().map(Sample::patient).toList();
      return new Judged(right / (double) test.size(), Probe.accuracy(rows, domains, patients, 5));
    }
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int k = 0; k < doubles.length; k++) {
      doubles[k] = values[k];
    }
    return doubles;
  }

  /** Class accuracy, and what a fresh probe reads of the domain from the stored embeddings. */
  private record Judged(double accuracy, ProbeAccuracy domain) {}
}
