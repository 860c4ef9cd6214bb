package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.OutputException;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;

/** Results are read from the folder as the run told them. */
class StudyResultsTest {
  private static final MetricColumn GAIN =
      MetricColumn.of("gain", "gain", Better.SMALLER).unit("nats").averaged().difference("more");

  private static final MetricColumn OF_FOLDS =
      MetricColumn.of("of-folds", "of folds", Better.LARGER);

  @TempDir Path folder;

  private StudyResult run(String name) {
    FakeParts parts = StudyFixture.parts();
    parts.metrics.add(
        FakeMetric.ofOutcome(
            outcome ->
                List.of(
                    Score.of(OF_FOLDS.name(), Part.TEST, Score.ALL, 0.25),
                    Score.of(OF_FOLDS.name(), Part.TEST, "bin 01", 0.5),
                    Score.of("undeclared", Part.TEST, Score.ALL, 0.75)),
            OF_FOLDS));
    parts.metrics.add(
        FakeMetric.ofVariant(
            (outcomes, reference) ->
                List.of(
                    StudyScore.overAll(
                        Score.undefined(GAIN.name(), Part.SEEN, "100X", "one class, \"benign\"")),
                    StudyScore.overAll(
                        new Score(GAIN.name(), Part.TEST, Score.ALL, 0.1, -0.2, 1.0 / 3, "drawn"))),
            GAIN));
    parts.whileFitting =
        job -> {
          if (job.directory().startsWith(folder.resolve(name + "/two/200X"))) {
            throw new IllegalStateException("singular");
          }
        };
    Study study =
        new Study(
            "half",
            folder.resolve(name),
            Map.of("study", "half"),
            List.of(
                StudyFixture.variant("one", 0.1, 13, Map.of("lambda", 1.0)),
                StudyFixture.variant("two", 0.1, 13, Map.of("lambda", 2.0))),
            List.of(13L));
    return new StudyRunner(new UnsyncedDisk())
        .run(study, parts, StudyFixture.PLAIN, new StudyFixture());
  }

  @Test
  void areThoseThatTheRunTold() {
    StudyResult result = run("half");
    StudyResults read = StudyResults.read(folder.resolve("half"));

    assertThat(read.study()).isEqualTo("half");
    assertThat(read.scores())
        .isEqualTo(
            result.scores().stream()
                .filter(
                    row ->
                        row.fold().equals("all folds")
                            || row.score().scope().equals("all")
                                && !row.score().metric().equals("undeclared"))
                .toList());
    assertThat(values(read, "of-folds")).contains(0.25).doesNotContain(0.5);
    assertThat(values(read, "undeclared")).isEmpty();
    assertThat(read.columns()).contains(GAIN);
    assertThat(read.variants()).containsExactly("one", "two");
    assertThat(read.data("two").dataset()).isEqualTo("made up");
    assertThat(read.data("two").classes()).hasSize(2);
    assertThat(read.jobs()).hasSameSizeAs(result.jobs());
    assertThat(read.missing())
        .singleElement()
        .satisfies(job -> assertThat(job.key()).hasToString("two/200X/seed-13"))
        .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.FAILED))
        .satisfies(job -> assertThat(job.message()).contains("singular"));
  }

  private static List<Double> values(StudyResults read, String metric) {
    return read.scores().stream()
        .map(ScoreRow::score)
        .filter(score -> score.metric().equals(metric))
        .map(Score::value)
        .toList();
  }

  @Test
  void ofSeveralStudiesHaveNamesThatTellThemApart() {
    run("half");
    run("again");
    Path half = folder.resolve("half");
    Path again = folder.resolve("again");
    assertThat(StudyResults.readAll(List.of(half)).keySet()).containsExactly("half");
    assertThat(StudyResults.readAll(List.of(half, again)).keySet())
        .containsExactly("half (" + half + ")", "half (" + again + ")");
    assertThatThrownBy(() -> StudyResults.readAll(List.of(half, folder.resolve("again/../half"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("named twice");
  }

  /** Another program may have written the members of a score in another order. */
  @Test
  void areTheSameWhicheverMemberOfAScoreComesFirst() throws IOException {
    run("half");
    StudyResults read = StudyResults.read(folder.resolve("half"));
    Path file = folder.resolve("half/results.json");
    String text = Files.readString(file);
    String turned =
        text.replaceAll("(\"scope\" : \"[^\"]*\"),(\\s*)(\"value\" : [^,]*),", "$3,$2$1,");
    assertThat(turned).isNotEqualTo(text);
    Files.writeString(file, turned);

    assertThat(StudyResults.read(folder.resolve("half")).scores()).isEqualTo(read.scores());
  }

  @Test
  void ofAnotherFormAreRefusedByName() throws IOException {
    assertThatThrownBy(() -> StudyResults.read(folder))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("holds no results.json; run the study");
    run("half");
    Path file = folder.resolve("half/results.json");
    String text = Files.readString(file);
    for (String damaged :
        List.of(
            text.substring(0, text.length() / 2),
            text.replace("\"test\"", "\"tests\""),
            text.replace("\"smaller\"", "\"lower\""),
            text.substring(0, text.lastIndexOf(']')),
            text.replace("\"scores\"", "\"scored\""),
            text.replace("\"scores\" : [", "\"scores\" : [ 1,"),
            text.replaceFirst("(\"scope\" : \"bin 01\",\\s*\"value\" : )0.5", "$1[ 0.5 ]"),
            text.replace("\"scope\" : \"all\"", "\"scope\" : [ \"all\" ]"),
            text.replace("\"pooled\" : true", "\"pooled\" : 1"),
            text.replace("0.1", "\"0.1\""),
            "[]")) {
      Files.writeString(file, damaged);
      assertThatThrownBy(() -> StudyResults.read(folder.resolve("half")))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("is damaged (")
          .hasMessageContaining("parfocal evaluate");
    }
  }
}
