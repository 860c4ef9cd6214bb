package org.parfocal.command.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.OutputException;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.core.Ensemble.Decision;
import org.parfocal.core.Ensemble.TrainedOn;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.StudyResult;

class ReportsTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Terminal terminal = Terminal.to(out, err, false);

  private PlannedJob job(String fold, JobState state, String message) {
    JobKey key = new JobKey("baseline", fold, 13);
    return new PlannedJob(
        key,
        new JobIdentity(Map.of("model.name", "id"), Map.of()),
        folder.resolve(key.toString()),
        state,
        1,
        message);
  }

  private StudyResult result(PlannedJob... jobs) {
    ScoreRow undefined =
        new ScoreRow("v", "40X", false, 13, Score.undefined("auc", Part.TEST, "all", "one class"));
    return new StudyResult(
        List.of(jobs), List.of(undefined), "# The table\n", List.of(), List.of(), folder);
  }

  @Test
  void aMetricThatThrewIsAPluginThatBrokeItsContract() {
    StudyResult whole = result(job("40X", JobState.DONE, ""));
    StudyResult scored =
        new StudyResult(
            whole.jobs(),
            whole.scores(),
            whole.summary(),
            List.of("zoom is better\u001b[2J than linear."),
            List.of("Metric Mine failed on 40X of variant v: no such signature."),
            folder);
    assertThat(new ResultReport(terminal, false).show(scored)).isEqualTo(4);
    assertThat(err).asString().contains("error: Metric Mine failed on 40X of variant v");
    assertThat(out).asString().contains("# The table", "\nzoom is better", " than linear.\n");
    assertThat(out.toString()).doesNotContain("\u001b");
  }

  @Test
  void aCompleteStudyEndsWell() {
    assertThat(new ResultReport(terminal, false).show(result(job("40X", JobState.DONE, ""))))
        .isZero();
    assertThat(out).asString().isEqualToIgnoringNewLines("# The table");
  }

  @Test
  void failedAndMissingJobsAreNamedWithTheirRecord() {
    int code =
        new ResultReport(terminal, false)
            .show(
                result(
                    job("40X", JobState.FAILED, "No memory."),
                    job("100X", JobState.PLANNED, ""),
                    job("200X", JobState.DONE, "")));
    assertThat(code).isEqualTo(5);
    assertThat(err.toString().lines().filter(line -> line.startsWith("error"))).hasSize(2);
    assertThat(err)
        .asString()
        .contains("baseline/40X/seed-13 failed: No memory.")
        .contains(folder.resolve("baseline/40X/seed-13/job.json").toString())
        .contains("baseline/100X/seed-13 is missing: it is planned");
  }

  @Test
  void jsonHasNullForWhatIsUndefined() {
    new ResultReport(terminal, true).show(result(job("40X", JobState.DONE, "")));
    assertThat(out.toString().lines()).hasSize(1);
    assertThat(out)
        .asString()
        .contains("\"state\":\"done\"")
        .contains("\"part\":\"test\"")
        .contains("\"value\":null")
        .contains("\"note\":\"one class\"");
  }

  @Test
  void progressInALogKeepsQuietBetweenEvents() {
    AtomicLong clock = new AtomicLong();
    LineProgress progress = new LineProgress(terminal.err(), clock::get);
    JobKey key = new JobKey("baseline", "40X", 13);
    progress.jobStarted(key, 2, 4);
    progress.jobProgress(key, 0.1, "epoch 1");
    clock.addAndGet(11_000_000_000L);
    progress.jobProgress(key, 0.5, "epoch 5");
    progress.jobProgress(key, 0.6, "epoch 6");
    progress.jobEnded(key, JobState.DONE, Duration.ofSeconds(75), "AUC 0.9");
    assertThat(err.toString().lines())
        .containsExactly(
            "[2/4] baseline/40X/seed-13",
            "[2/4] baseline/40X/seed-13  50 % epoch 5; about 11.0 s left",
            "[2/4] baseline/40X/seed-13 done in 1 min 15 s: AUC 0.9");
  }

  @Test
  void eventsAreJsonLines() {
    JsonProgress progress = new JsonProgress(terminal.out());
    JobKey key = new JobKey("baseline", "40X", 13);
    progress.jobStarted(key, 1, 4);
    progress.jobProgress(key, Double.NaN, "a \"quoted\"\nline");
    assertThat(out.toString().lines())
        .containsExactly(
            "{\"event\":\"started\",\"job\":\"baseline/40X/seed-13\",\"index\":1,\"total\":4}",
            "{\"event\":\"progress\",\"job\":\"baseline/40X/seed-13\",\"fraction\":null,"
                + "\"what\":\"a \\\"quoted\\\"\\nline\"}");
  }

  @Test
  void openJobsAreEstimatedByThoseThatAreDone() throws IOException {
    PlannedJob done = job("40X", JobState.DONE, "");
    Files.createDirectories(done.directory());
    Files.writeString(done.directory().resolve("job.json"), "{\"seconds\": 30.5}");
    List<PlannedJob> jobs =
        List.of(
            done,
            job("100X", JobState.PLANNED, ""),
            job("200X", JobState.INTERRUPTED, ""),
            job("400X", JobState.FAILED, ""));
    assertThat(TimeEstimate.of(jobs, 1)).contains(Duration.ofSeconds(61));
    assertThat(TimeEstimate.of(jobs, 2)).contains(Duration.ofMillis(30_500));
    assertThat(TimeEstimate.of(jobs.subList(1, 3), 1)).isEmpty();
  }

  @Test
  void predictionsAreCsvThatNoSpreadsheetRuns() {
    String text =
        new PredictionTable(
                List.of("a,b", "c"),
                new PredictedSamples(
                    FakePlatform.dataset(2).samples(),
                    Optional.of(FakePlatform.dataset(2).classes())))
            .text(
                List.of(
                    new Decision(
                        new double[] {0.25, 0.75}, OptionalDouble.of(0.5), 1, TrainedOn.PATIENT),
                    new Decision(
                        new double[] {1, 0}, OptionalDouble.of(0.5), 0, TrainedOn.NOTHING)));
    assertThat(text.lines())
        .containsExactly(
            "sample,patient,magnification,label,predicted,threshold,trained_on,\"p_a,b\",p_c",
            "'=s0,p0,,benign,c,0.5,patient,0.25,0.75",
            "'=s1,p1,40X,malignant,\"a,b\",0.5,,1.0,0.0");
  }

  @Test
  void imagesThatWereTrainedOnAreTold() {
    Decision known = decision(TrainedOn.PATIENT);
    Decision unknown = decision(TrainedOn.NOTHING);
    assertThat(TrainedOnSentence.of(List.of(unknown, unknown), FakePlatform.dataset(2).samples()))
        .isEmpty();
    assertThat(
            TrainedOnSentence.of(
                List.of(known, decision(TrainedOn.IMAGE), known),
                FakePlatform.dataset(3).samples()))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .startsWith(
                        "1 of 3 images have the pixels of training images (=s1);"
                            + " 2 of 3 images are of training patients (=s0, …): "));
  }

  private static Decision decision(TrainedOn known) {
    return new Decision(new double[] {0.5, 0.5}, OptionalDouble.of(0.5), 1, known);
  }

  @Test
  void whatNobodyToldOfAnImageIsEmpty() {
    String text =
        new PredictionTable(
                List.of("x", "y", "z"), PredictedSamples.loose(FakePlatform.dataset(1).samples()))
            .text(
                List.of(
                    new Decision(
                        new double[] {0.2, 0.3, 0.5},
                        OptionalDouble.empty(),
                        2,
                        TrainedOn.NOTHING)));
    assertThat(text.lines().skip(1)).containsExactly("'=s0,,,,z,,,0.2,0.3,0.5");
  }

  @Test
  void aFileIsWrittenWholeOrNotAtAll() throws IOException {
    Path file = folder.resolve("new/predictions.csv");
    PredictCommand.write(file, "one");
    PredictCommand.write(file, "two");
    assertThat(file).hasContent("two");
    assertThat(Files.list(file.getParent())).hasSize(1);
    assertThatThrownBy(() -> PredictCommand.write(folder, "x")).isInstanceOf(OutputException.class);
    assertThatThrownBy(() -> PredictCommand.write(file.resolve("below"), "x"))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("cannot be written");
  }
}
