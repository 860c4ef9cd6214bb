package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Protocol;
import org.parfocal.api.Refit;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.core.text.Csv;
import org.parfocal.testkit.TestSamples;

/** A job whose model is fitted again, on the training and the validation samples. */
class RefittedJobTest {
  @TempDir Path folder;
  private final Split protocol = new Split();
  private final Refitting parts = new Refitting(protocol);

  /** Patients p01 to p04 train, p05 and p06 are validated on, p07 and p08 tested. */
  private static final class Split implements Protocol {
    List<Fold> folds = List.of();

    @Override
    public FoldPlan folds(Dataset given) {
      folds =
          List.of(
              new Fold(
                  "200X",
                  "200X",
                  part(given, 1, 4, "100X"),
                  part(given, 5, 6, "100X"),
                  part(given, 7, 8, "200X"),
                  part(given, 7, 8, "100X")));
      return new FoldPlan(folds, List.of());
    }

    private static List<Sample> part(Dataset given, int from, int to, String magnification) {
      return given.samples().stream()
          .filter(sample -> magnification.equals(sample.magnification()))
          .filter(
              sample -> {
                int patient = Integer.parseInt(sample.patient().substring(1));
                return from <= patient && patient <= to;
              })
          .toList();
    }
  }

  /** The model of the first fit says 0.2, that of the second 0.6, of whatever sample. */
  private static final class Refitting extends FakeParts {
    final Split split;
    final List<List<Sample>> given = new ArrayList<>();
    boolean validationInTheFirstFit;
    boolean testInTheSecondFit;
    Consumer<JobContext> whileFittingAgain = job -> {};

    Refitting(Split split) {
      super(TestSamples.regular(8, 2, "100X", "200X"), split);
      this.split = split;
      augmentations =
          List.of(
              (training, job) -> {
                given.add(training.samples());
                return training;
              });
    }

    @Override
    public ModelStrategy model(Variant variant) {
      return new ModelStrategy() {
        @Override
        public TrainedModel fit(TrainingSet training, Validation held, JobContext job) {
          Fold fold = split.folds.get(0);
          boolean first = job.refits().isEmpty();
          job.history(Map.of("loss", 1));
          if (first) {
            assertThat(held.<Integer>open(List::size)).isEqualTo(4);
            job.refit(new Refit(3, 4));
          } else {
            assertThat(job.refits()).containsExactly(new Refit(3, 4));
            assertThat(held.<Integer>open(List::size)).isZero();
            whileFittingAgain.accept(job);
          }
          training.samples().forEach(sample -> sample.image().key());
          if (validationInTheFirstFit || !first) {
            fold.validation().forEach(sample -> sample.image().key());
          }
          if (testInTheSecondFit && !first) {
            fold.test().forEach(sample -> sample.image().key());
          }
          return new Constant(first ? 0.2 : 0.6);
        }

        @Override
        public TrainedModel load(Path directory, int classes) {
          throw new UnsupportedOperationException("nothing is loaded here");
        }
      };
    }
  }

  private record Constant(double benign) implements TrainedModel {
    @Override
    public List<Output> predict(List<Sample> samples) {
      return samples.stream()
          .map(
              sample -> new Output(new double[] {benign, 1 - benign}, new float[] {(float) benign}))
          .toList();
    }

    @Override
    public void save(Path directory) {}

    @Override
    public void close() {}
  }

  private Path job() {
    return folder.resolve("half/baseline/200X/seed-13");
  }

  private StudyResult run() {
    return new StudyRunner(new UnsyncedDisk())
        .run(
            StudyFixture.study(folder.resolve("half")),
            parts,
            StudyFixture.PLAIN,
            new StudyFixture());
  }

  @Test
  void trainsOnBothPartsWithAugmentationsOfBoth() throws IOException {
    run();
    Fold fold = protocol.folds.get(0);
    assertThat(parts.given).hasSize(2);
    assertThat(parts.given.get(0)).isEqualTo(fold.training());
    assertThat(parts.given.get(1)).containsExactlyElementsOf(fold.refitted().training());
    assertThat(fold.refitted().training()).hasSize(8 + 4);
    List<String> trainedOn =
        Csv.parse(Files.readString(job().resolve("trained-on.csv"))).stream()
            .skip(1)
            .map(row -> row.get(0))
            .toList();
    assertThat(trainedOn)
        .containsAll(fold.training().stream().map(Sample::id).toList())
        .containsAll(fold.validation().stream().map(Sample::id).toList())
        .hasSize(12);
    assertThat(Files.readAllLines(job().resolve("history.jsonl")))
        .containsExactly("{\"loss\":1}", "{\"refit\":1,\"loss\":1}");
  }

  /** So that a threshold, or an option, is chosen by samples that the model did not learn from. */
  @Test
  void whatIsStoredOfValidationSamplesIsOfTheFirstModel() throws IOException {
    run();
    List<List<String>> rows = Csv.parse(Files.readString(job().resolve("predictions.csv")));
    int part = rows.get(0).indexOf("part");
    Map<String, List<String>> said =
        rows.stream()
            .skip(1)
            .collect(
                Collectors.groupingBy(
                    row -> row.get(part),
                    Collectors.mapping(
                        row -> row.get(rows.get(0).indexOf("p_benign")),
                        Collectors.collectingAndThen(
                            Collectors.toSet(), found -> found.stream().toList()))));
    assertThat(said)
        .containsEntry("validation", List.of("0.2"))
        .containsEntry("training", List.of("0.6"))
        .containsEntry("test", List.of("0.6"))
        .containsEntry("seen", List.of("0.6"));
  }

  @Test
  void theFirstFitReadsNoValidationSampleUnasked() {
    parts.validationInTheFirstFit = true;
    assertFailed("which stands in the validation part of fold 200X");
  }

  @Test
  void theSecondFitReadsNoTestSample() {
    parts.testInTheSecondFit = true;
    assertFailed("which stands in the test part of fold 200X");
  }

  /**
   * Generators and embeddings of the second fit are kept for all studies, as those of the first.
   */
  @Test
  void whatTwoStudiesNeedInTheirSecondFitsIsComputedOnce() throws Exception {
    AtomicInteger computed = new AtomicInteger();
    Path result = folder.resolve("result");
    Consumer<JobContext> wanting =
        job -> {
          try (JobContext.Turn turn = job.turn("what second fits of " + folder + " share")) {
            if (!Files.exists(result)) {
              computed.incrementAndGet();
              Thread.sleep(500);
              Files.writeString(result, "42");
            }
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<List<JobState>>> studies =
          List.of("one", "two").stream().map(name -> study(name, wanting)).toList();
      for (Future<List<JobState>> study : threads.invokeAll(studies)) {
        assertThat(study.get()).containsExactly(JobState.DONE);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(computed).hasValue(1);
  }

  private Callable<List<JobState>> study(String name, Consumer<JobContext> whileFittingAgain) {
    Refitting own = new Refitting(new Split());
    own.whileFittingAgain = whileFittingAgain;
    return () ->
        new StudyRunner(new UnsyncedDisk())
                .run(
                    StudyFixture.study(folder.resolve(name)),
                    own,
                    StudyFixture.PLAIN,
                    new StudyFixture())
                .jobs()
                .stream()
                .map(PlannedJob::state)
                .toList();
  }

  private void assertFailed(String why) {
    assertThat(run().jobs())
        .singleElement()
        .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.FAILED))
        .satisfies(job -> assertThat(job.message()).contains(why));
  }
}
