package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Metric;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Sample;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.EmbeddingFile;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.PredictionFile;
import org.parfocal.testkit.TestSamples;

class StudyMetricsTest {
  @TempDir Path folder;
  private final StudyFixture told = new StudyFixture();
  private final StudyRunner runner = new StudyRunner();
  private final FakeParts parts = StudyFixture.parts();
  private final Recorder recorder = new Recorder();

  private Path directory() {
    return folder.resolve("half");
  }

  /** Notes what it is given, and gives a row over all, one for a seed and one for a fold. */
  private static final class Recorder implements Metric {
    final List<String> calls = new ArrayList<>();
    List<Outcome> last = List.of();

    @Override
    public List<MetricColumn> columns() {
      return List.of(MetricColumn.of("outcomes", "outcomes", Better.NEITHER));
    }

    @Override
    public List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference) {
      calls.add(names(outcomes) + " beside " + names(reference));
      last = outcomes;
      Outcome first = outcomes.get(0);
      String seed = Long.toString(first.seed());
      return List.of(
          StudyScore.overAll(Score.of("outcomes", Part.TEST, Score.ALL, outcomes.size())),
          new StudyScore(StudyScore.ALL_FOLDS, seed, Score.of("outcomes", Part.TEST, Score.ALL, 1)),
          new StudyScore(first.name(), seed, Score.of("size", Part.TRAINING, Score.ALL, 2)));
    }

    private static String names(List<Outcome> outcomes) {
      return outcomes.stream()
          .map(outcome -> outcome.variant() + "/" + outcome.name() + "/" + outcome.seed())
          .collect(Collectors.joining(" "));
    }
  }

  @BeforeEach
  void record() {
    parts.metrics.add(recorder);
  }

  @Test
  void seeAllFoldsAndSeedsBesideThoseOfTheFirstVariant() {
    StudyResult result = run(study(List.of("one", "two"), 13, 42));

    String one = "one/100X/13 one/200X/13 one/400X/13 one/100X/42 one/200X/42 one/400X/42";
    assertThat(recorder.calls)
        .containsExactly(one + " beside ", one.replace("one", "two") + " beside " + one);
    assertThat(result.scores())
        .filteredOn(row -> row.variant().equals("two") && !row.score().metric().startsWith("auc"))
        .extracting(row -> row.fold() + " " + row.seed() + " " + row.pooled())
        .containsExactly("all folds all seeds true", "all folds 13 true", "100X 13 false");
    assertThat(directory().resolve("results.csv"))
        .content()
        .contains("half,two,all folds,true,all seeds,outcomes,test,all,6.0,,,")
        .contains("half,two,100X,false,13,size,training,all,2.0,,,");
  }

  @Test
  void leaveOutSeedsThatLackAFoldAndSaySo() {
    parts.whileFitting =
        job -> {
          if (job.fold().equals("200X") && job.seed() == 42) {
            throw new IllegalStateException("singular");
          }
        };
    StudyResult result = run(study(List.of("one"), 13, 42));

    assertThat(recorder.calls).containsExactly("one/100X/13 one/200X/13 one/400X/13 beside ");
    ScoreRow overAll =
        result.scores().stream()
            .filter(row -> row.seed().equals("all seeds"))
            .findFirst()
            .orElseThrow();
    assertThat(overAll.score().note()).isEqualTo("without seed 42 (1 of 3 folds are missing)");
    assertThat(result.summary())
        .contains("the scores over all folds lack seed 42 (1 of 3 folds are missing).")
        .contains("| one (1 of 2 seeds) |");
  }

  @Test
  void areNotCalledAgainWhereNothingChanged() {
    parts.whileFitting =
        job -> {
          if (job.directory().startsWith(directory().resolve("two/200X"))) {
            throw new IllegalStateException("singular");
          }
        };
    run(study(List.of("one", "two"), 13));
    assertThat(recorder.calls).hasSize(1);

    recorder.calls.clear();
    parts.whileFitting = job -> {};
    runner.run(study(List.of("one", "two"), 13), parts, StudyFixture.RETRY_FAILED, told);
    assertThat(recorder.calls).singleElement().asString().startsWith("two/100X/13");
  }

  @Test
  void areGivenNoReferenceOnOtherFolds() {
    Study study =
        new Study(
            "half",
            directory(),
            Map.of("study", "half"),
            List.of(
                StudyFixture.variant("one", 0.1, 13, Map.of()),
                StudyFixture.variant("two", 0.1, 14, Map.of())),
            List.of(13L));
    run(study);
    assertThat(recorder.calls).hasSize(2).allMatch(call -> call.endsWith(" beside "));
  }

  @Test
  void readEmbeddingsOfEveryPartWithTheirPredictions() {
    run(study(List.of("one"), 13));

    Outcome outcome = recorder.last.get(1);
    List<float[]> embeddings = outcome.embeddings().orElseThrow().read();
    assertThat(embeddings).hasSameSizeAs(outcome.predictions());
    for (int row = 0; row < embeddings.size(); row++) {
      assertThat(embeddings.get(row)).containsExactly(outcome.predictions().get(row).label(), 0.5f);
    }
    Set<String> trained = new TreeSet<>();
    outcome.part(Part.TRAINING).forEach(prediction -> trained.add(prediction.sample()));
    Set<String> expected =
        parts.protocol.folds(parts.dataset).folds().get(1).training().stream()
            .map(Sample::id)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(trained).isEqualTo(expected);
    assertThat(outcome.predictions().stream().map(Prediction::part).distinct())
        .containsExactly(Part.TEST, Part.SEEN, Part.TRAINING);
  }

  @Test
  void findNoEmbeddingsInPooledOutcomes() {
    List<String> told = new ArrayList<>();
    FakeParts pooled = new FakeParts(TestSamples.regular(8, 2, "100X", "200X"), new HalfAndHalf(2));
    pooled.metrics.add(
        FakeMetric.ofOutcome(
            outcome -> {
              told.add(outcome.name() + " " + outcome.embeddings().isPresent());
              return List.of();
            }));
    runner.run(StudyFixture.study(directory()), pooled, StudyFixture.PLAIN, this.told);
    assertThat(told)
        .containsExactlyInAnyOrder(
            "100X-1 true", "100X-2 true", "200X-1 true", "200X-2 true", "100X false", "200X false");
  }

  @Test
  void areToldThatEmbeddingsWereChangedUnderThem() {
    parts.metrics.remove(recorder);
    parts.metrics.add(
        FakeMetric.ofVariant(
            (outcomes, reference) -> {
              flip(directory().resolve("one/200X/seed-13/embeddings.npy"));
              outcomes.forEach(outcome -> outcome.embeddings().orElseThrow().read());
              return List.of();
            }));
    StudyResult result = run(study(List.of("one"), 13));
    assertThat(result.summary())
        .contains("The embeddings of job one/200X/seed-13 cannot be read")
        .contains("embeddings.npy was changed or damaged");
  }

  @Test
  void aFailingOneLeavesTheOthersTheirScores() {
    parts.metrics.add(
        0,
        FakeMetric.ofVariant(
            (outcomes, reference) -> {
              throw new IllegalStateException("no such signature");
            }));
    StudyResult result = run(study(List.of("one"), 13));
    assertThat(result.summary()).contains("all folds of variant one").contains("no such signature");
    assertThat(result.failedMetrics()).singleElement().asString().contains("no such signature");
    assertThat(result.scores()).anyMatch(row -> row.seed().equals("all seeds"));
  }

  @Test
  void theSummaryOfAJobThatWasRunAgainIsThatOfAStudyWithoutFailure() throws IOException {
    parts.metrics.add(
        FakeMetric.ofOutcome(
            outcome -> {
              throw new IllegalStateException("no signature of " + outcome.name());
            }));
    parts.whileFitting = job -> job.warn("Few images.");
    StudyResult straight = run(study(List.of("one"), 13));
    Files.move(directory(), folder.resolve("straight"));

    parts.whileFitting =
        job -> {
          if (job.directory().startsWith(directory().resolve("one/100X"))) {
            throw new IllegalStateException("singular");
          }
          job.warn("Few images.");
        };
    run(study(List.of("one"), 13));
    parts.whileFitting = job -> job.warn("Few images.");
    StudyResult again =
        runner.run(study(List.of("one"), 13), parts, StudyFixture.RETRY_FAILED, told);
    assertThat(again.summary()).isEqualTo(straight.summary()).contains("Few images.");
  }

  @Test
  void thePageSaysWhereItsNumbersComeFrom() {
    parts.metrics.add(
        FakeMetric.ofVariant(
            (outcomes, reference) -> List.of(), MetricColumn.of("none", "none", Better.LARGER)));
    StudyResult result = run(study(List.of("one", "two"), 13));
    String origin = result.summary().substring(result.summary().indexOf("## Origin"));
    assertThat(origin)
        .contains("- jobs ended on: " + LocalDate.now(ZoneOffset.UTC).getYear() + "-")
        .contains("- Parfocal: 0.1.0 of commit 0123abc\n")
        .containsPattern("- data: made up, [0-9a-f]{64}\n")
        .contains("- terms of the data: ")
        .contains("- protocol: seed 13, split half-and-half\n")
        .contains("- metrics: org.example.metric 1.0.0 ");
    assertThat(result.summary()).contains("- Metric FakeMetric gave no number.");
  }

  @Test
  void aGainSaysBesideHowManyOthersItStands() {
    parts.metrics.add(
        FakeMetric.ofVariant(
            (outcomes, reference) ->
                List.of(
                    StudyScore.overAll(
                        Score.of("mine-difference", Part.TEST, Score.ALL, reference.size()))),
            MetricColumn.of("mine", "mine", Better.LARGER).difference("gain")));
    StudyResult three = run(study(List.of("one", "two", "three"), 13));
    assertThat(three.scores())
        .filteredOn(row -> row.score().metric().equals("mine-difference"))
        .filteredOn(row -> row.variant().equals("three"))
        .extracting(row -> row.score().note())
        .contains("one of 2 comparisons with one, not corrected for their number");
    assertThat(three.summary()).contains("- 2 variants are compared with one, and no interval");
  }

  /** Until now jobs stored no training samples. */
  @Test
  void olderJobsWithoutTrainingRowsAreScoredAsBefore() throws IOException {
    StudyResult before = run(study(List.of("one"), 13));
    for (PlannedJob job : before.jobs()) {
      withoutTraining(job.directory());
    }
    StudyResult after = runner.evaluate(study(List.of("one"), 13), parts, told);

    assertThat(after.scores()).isEqualTo(before.scores());
    assertThat(recorder.last.get(0).part(Part.TRAINING)).isEmpty();
    assertThat(recorder.last.get(0).embeddings().orElseThrow().read())
        .hasSameSizeAs(recorder.last.get(0).predictions());
    parts.fitted.clear();
    run(study(List.of("one"), 13));
    assertThat(parts.fitted).isEmpty();
  }

  private static void withoutTraining(Path job) throws IOException {
    JobFolder stored = new JobFolder(new Disk(), job);
    JobRecord record = stored.record().orElseThrow();
    List<Prediction> kept =
        stored.predictions(record).stream().filter(row -> row.part() != Part.TRAINING).toList();
    List<float[]> rows = stored.embeddings(record, stored.predictions(record).size());
    Disk disk = new Disk();
    disk.write(stored.resolve(JobFolder.PREDICTIONS), PredictionFile.text(kept, record.classes()));
    disk.write(
        stored.resolve(JobFolder.EMBEDDINGS),
        out -> EmbeddingFile.write(rows.subList(0, kept.size()), out));
    stored.write(record.done(record.ended(), 1, List.of(), stored.storedFiles()));
  }

  private static void flip(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 1] ^= 1;
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StudyResult run(Study study) {
    return runner.run(study, parts, StudyFixture.PLAIN, told);
  }

  private Study study(List<String> variants, long... seeds) {
    Study one = StudyFixture.study(directory(), seeds);
    return new Study(
        one.name(),
        one.directory(),
        one.configuration(),
        variants.stream()
            .map(name -> StudyFixture.variant(name, 0.1, 13, Map.of("name", name)))
            .toList(),
        one.seeds());
  }
}
