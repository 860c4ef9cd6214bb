package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.JobContext;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.Score;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.core.text.Csv;
import org.parfocal.statistics.PatientBootstrap;
import org.parfocal.statistics.StudyIntervals;
import org.parfocal.statistics.StudyMeasures;
import org.parfocal.testkit.TestSamples;

/**
 * A whole study of two repeats with two patient folds each: gains, and the corrected resampled t,
 * are computed again from {@code predictions.csv} alone.
 */
class RepeatedSplitsTest {
  private static final int REPEATS = 2;
  private static final List<Long> SEEDS = List.of(1L, 2L);
  private static final List<String> DOMAINS = List.of("100X", "200X");

  /** 97.5 % quantile of Student's t with 3 degrees of freedom, from a table. */
  private static final double QUANTILE = 3.182446;

  @TempDir Path folder;
  private StudyResults results =
      new StudyResults(Path.of(""), "", List.of(), List.of(), List.of(), List.of(), List.of());

  /** In the second repeat, odd and even patients are the halves. */
  private static FoldPlan folds(Dataset dataset) {
    List<Fold> folds = new ArrayList<>();
    for (int repeat = 1; repeat <= REPEATS; repeat++) {
      for (String domain : DOMAINS) {
        for (int fold = 1; fold <= 2; fold++) {
          List<Sample> training = new ArrayList<>();
          List<Sample> test = new ArrayList<>();
          for (Sample sample : dataset.samples()) {
            int patient = Integer.parseInt(sample.patient().substring(1));
            boolean first = repeat == 1 ? patient <= 4 : patient % 2 == 0;
            boolean held = domain.equals(sample.magnification());
            if (first == (fold == 1) && held) {
              test.add(sample);
            } else if (first != (fold == 1) && !held) {
              training.add(sample);
            }
          }
          folds.add(
              new Fold(
                  Fold.named(domain, repeat) + "-" + fold,
                  domain,
                  repeat,
                  SampleField.MAGNIFICATION,
                  training,
                  List.of(),
                  test,
                  List.of()));
        }
      }
    }
    return new FoldPlan(folds, List.of());
  }

  /** The mean probability of the true class. */
  private static final class Measure implements StudyMeasures {
    static final MetricColumn COLUMN =
        MetricColumn.of("hit", "hit", Better.LARGER).shown(Table.HEADLINE);

    @Override
    public List<MetricColumn> columns(int classes) {
      return List.of(COLUMN);
    }

    @Override
    public Function<List<Prediction>, Function<int[], double[]>> of(
        List<String> classes, List<Prediction> predictions, List<String> patients) {
      return pool ->
          weights -> {
            double sum = 0;
            double all = 0;
            for (Prediction one : pool) {
              int weight = weights[patients.indexOf(one.patient())];
              sum += weight * one.probabilities().get(one.label());
              all += weight;
            }
            return new double[] {sum / all};
          };
    }
  }

  /** What is predicted depends on variant, fold, seed and sample. */
  private static final class Parts extends FakeParts {
    Parts() {
      super(TestSamples.regular(8, 3, "100X", "200X"), RepeatedSplitsTest::folds);
      metrics.clear();
      metrics.add(
          FakeMetric.ofVariant(
              new StudyIntervals(new PatientBootstrap(100, 1), new Measure(), 0.01)::score,
              Measure.COLUMN,
              Measure.COLUMN.mean(),
              Measure.COLUMN.mean().difference("gain")));
    }

    @Override
    public ModelStrategy model(Variant variant) {
      return new ModelStrategy() {
        @Override
        public TrainedModel fit(TrainingSet training, Validation held, JobContext job) {
          return new Noise(variant.name() + job.fold() + job.seed());
        }

        @Override
        public TrainedModel load(Path directory, int classes) {
          throw new UnsupportedOperationException("nothing is loaded here");
        }
      };
    }
  }

  private record Noise(String name) implements TrainedModel {
    @Override
    public List<Output> predict(List<Sample> samples) {
      return samples.stream()
          .map(
              sample -> {
                double p = new Random((name + sample.id()).hashCode()).nextDouble();
                return new Output(new double[] {1 - p, p}, new float[] {0});
              })
          .toList();
    }

    @Override
    public void save(Path directory) {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void run() {
    Study study =
        new Study(
            "half",
            folder.resolve("half"),
            Map.of("study", "half"),
            List.of(
                StudyFixture.variant("one", 0.1, 13, Map.of("lambda", 1.0)),
                StudyFixture.variant("two", 0.1, 13, Map.of("lambda", 2.0))),
            SEEDS);
    new StudyRunner(new UnsyncedDisk())
        .run(study, new Parts(), StudyFixture.PLAIN, new StudyFixture());
    results = StudyResults.read(folder.resolve("half"));
  }

  /** P of the true class of each test image of a job, from its file. */
  private double[] hits(String variant, int repeat, String domain, int fold, long seed)
      throws IOException {
    Path file =
        folder.resolve(
            "half/%s/%s-%d/seed-%d/predictions.csv"
                .formatted(variant, Fold.named(domain, repeat), fold, seed));
    List<List<String>> rows = Csv.parse(Files.readString(file));
    List<String> header = rows.get(0);
    return rows.stream()
        .skip(1)
        .filter(row -> row.get(header.indexOf("part")).equals("test"))
        .mapToDouble(
            row ->
                Double.parseDouble(
                    row.get(header.indexOf("p_" + row.get(header.indexOf("label"))))))
        .toArray();
  }

  @Test
  void pairsGainsWithinARepeat() throws IOException {
    double gain = 0;
    for (int repeat = 1; repeat <= REPEATS; repeat++) {
      for (String domain : DOMAINS) {
        for (long seed : SEEDS) {
          gain += pooled("two", repeat, domain, seed) - pooled("one", repeat, domain, seed);
        }
      }
    }
    gain /= REPEATS * DOMAINS.size() * SEEDS.size();
    assertThat(score("mean-hit-difference").value()).isEqualTo(gain, within(1e-9));
  }

  /** Both folds of a repeat together: each patient once. */
  private double pooled(String variant, int repeat, String domain, long seed) throws IOException {
    double[] first = hits(variant, repeat, domain, 1, seed);
    double[] second = hits(variant, repeat, domain, 2, seed);
    assertThat(first.length + second.length).isEqualTo(8 * 3);
    return (Arrays.stream(first).sum() + Arrays.stream(second).sum())
        / (first.length + second.length);
  }

  @Test
  void correctsTheVarianceOverTheSplits() throws IOException {
    Map<String, Double> splits = new LinkedHashMap<>();
    for (int repeat = 1; repeat <= REPEATS; repeat++) {
      for (int fold = 1; fold <= 2; fold++) {
        double sum = 0;
        for (String domain : DOMAINS) {
          for (long seed : SEEDS) {
            sum +=
                Arrays.stream(hits("two", repeat, domain, fold, seed)).average().orElseThrow()
                    - Arrays.stream(hits("one", repeat, domain, fold, seed))
                        .average()
                        .orElseThrow();
          }
        }
        splits.put(repeat + "-" + fold, sum / (DOMAINS.size() * SEEDS.size()));
      }
    }
    double[] d = splits.values().stream().mapToDouble(Double::doubleValue).toArray();
    double mean = Arrays.stream(d).average().orElseThrow();
    double squares = IntStream.range(0, 4).mapToDouble(i -> Math.pow(d[i] - mean, 2)).sum();
    // 4 patients are tested and 4 trained on: variance · (1/4 + 4/4).
    double error = Math.sqrt(squares / 3 * (1.0 / 4 + 1));
    Score gain = score("hit-splits-gain");
    assertThat(gain.value()).isEqualTo(mean, within(1e-9));
    assertThat(gain.low()).isEqualTo(mean - QUANTILE * error, within(1e-6));
    assertThat(gain.high()).isEqualTo(mean + QUANTILE * error, within(1e-6));
    // Student's t with 3 degrees of freedom in closed form.
    double x = Math.abs(mean) / error / Math.sqrt(3);
    double p = 1 - 2 / Math.PI * (x / (1 + x * x) + Math.atan(x));
    assertThat(score("hit-splits-p").value()).isEqualTo(p, within(1e-6));
  }

  private Score score(String metric) {
    return results.scores().stream()
        .filter(row -> row.variant().equals("two"))
        .map(ScoreRow::score)
        .filter(score -> score.metric().equals(metric) && score.scope().equals(Score.ALL))
        .filter(score -> score.part() == Part.TEST)
        .reduce((seed, all) -> all)
        .orElseThrow();
  }
}
