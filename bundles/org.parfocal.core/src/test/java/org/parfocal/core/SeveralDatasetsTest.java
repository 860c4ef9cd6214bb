package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.Part;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.testkit.TestSamples;

/** A study whose variants differ in data set and protocol, as a grid over both makes them. */
class SeveralDatasetsTest {
  private static final Dataset SMALL = dataset("small", 4, "100X", "200X");
  private static final Dataset LARGE = dataset("large", 8, "100X", "200X", "400X");

  @TempDir Path folder;
  private final StudyFixture told = new StudyFixture();
  private final StudyRunner runner = new StudyRunner();
  private final Parts parts = new Parts();
  private Study study = new Study("", Path.of(""), Map.of(), List.of(), List.of());

  private static Dataset dataset(String name, int patients, String... magnifications) {
    Dataset regular = TestSamples.regular(patients, 2, magnifications);
    return new Dataset(
        name, TestSamples.CLASSES, regular.samples(), "manifest of " + name, "", List.of());
  }

  /** Overlap 0.1 is small and 0.3 is large; protocol seed 2 makes two folds a magnification. */
  private static final class Parts extends FakeParts {
    final List<String> asked = new ArrayList<>();

    Parts() {
      super(SMALL, new HalfAndHalf(1));
    }

    @Override
    public DatasetReader reader(Variant variant) {
      Dataset own = variant.section("dataset").toString().contains("0.3") ? LARGE : SMALL;
      return () -> {
        asked.add("read " + own.name());
        return own;
      };
    }

    @Override
    public Protocol protocol(Variant variant) {
      int folds = variant.section("protocol").toString().contains("seed=2") ? 2 : 1;
      return dataset -> {
        asked.add("split " + dataset.name() + " " + folds);
        return new HalfAndHalf(folds).folds(dataset);
      };
    }
  }

  @BeforeEach
  void aStudy() {
    study =
        new Study(
            "half",
            folder.resolve("half"),
            Map.of("study", "half"),
            List.of(
                variant("small", 0.1, 1, 1.0),
                variant("small-again", 0.1, 1, 2.0),
                variant("small-twice", 0.1, 2, 1.0),
                variant("large", 0.3, 1, 1.0)),
            List.of(13L));
  }

  private static Variant variant(String name, double overlap, long split, double lambda) {
    return StudyFixture.variant(name, overlap, split, Map.of("lambda", lambda));
  }

  @Test
  void refusesAFieldThatIsHeldOutUnderTwoSpellings() {
    assertThatThrownBy(() -> runner.plan(study, byCentre("Lyon", "LYON"), false, told))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("The centre is spelled in several ways")
        .hasMessageContaining("'LYON' and 'Lyon'");
    assertThatThrownBy(() -> runner.plan(study, byCentre("Lyon", "n/a"), false, told))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("The centre of images of data set made up is 'n/a'");
    assertThat(runner.plan(study, byCentre("Lyon", "Paris"), false, told).jobs())
        .extracting(job -> job.key().fold())
        .contains("Lyon", "Paris");
  }

  /** A study that holds out centres; half of each patient's images are of each of two. */
  private static FakeParts byCentre(String one, String other) {
    Dataset regular = TestSamples.regular(8, 2, "100X");
    List<Sample> samples =
        regular.samples().stream()
            .map(
                sample ->
                    TestSamples.sample(
                        sample.id(),
                        sample.patient(),
                        sample.label(),
                        sample.magnification(),
                        Map.of("centre", sample.id().endsWith("1.png") ? one : other)))
            .toList();
    return new FakeParts(
        TestSamples.dataset(samples), new HalfAndHalf(1, List.of(), new SampleField("centre")));
  }

  @Test
  void readsEachDataSetAndSplitsItByEachProtocolOnce() {
    StudyPlan plan = runner.plan(study, parts, false, new StudyFixture());

    assertThat(parts.asked)
        .containsExactly(
            "read small", "split small 1", "split small 2", "read large", "split large 1");
    assertThat(plan.data())
        .extracting(StudyData::variants)
        .containsExactly(List.of("small", "small-again"), List.of("small-twice"), List.of("large"));
    assertThat(plan.data("large").dataset().name()).isEqualTo(LARGE.name());
    assertThat(plan.jobs()).hasSize(2 + 2 + 4 + 3);
    assertThat(plan.jobs()).extracting(PlannedJob::identity).doesNotHaveDuplicates();
  }

  @Test
  void scoresEachVariantOnItsOwnData() throws IOException {
    StudyResult result = run(StudyFixture.PLAIN);

    assertThat(result.jobs()).extracting(PlannedJob::state).containsOnly(JobState.DONE);
    // The fake models predict by sample and seed alone, so what is scored can be counted by hand:
    // half of the patients, two images each at the held-out magnification.
    assertThat(predicted("small/200X", Part.TEST)).isEqualTo(2 * 2);
    assertThat(predicted("large/200X", Part.TEST)).isEqualTo(4 * 2);
    assertThat(pooled(result, "small-twice")).containsExactly("100X", "200X");
    assertThat(pooled(result, "large")).isEmpty();
    assertThat(result.summary())
        .contains("- small; small-again; small-twice: small: 16 images of 4 patients;")
        .contains("- large: large: 48 images of 8 patients;");
    String large = result.summary().substring(result.summary().indexOf("## large"));
    assertThat(large).contains("| 400X");
    assertThat(result.summary().replace(large, "")).doesNotContain("| 400X");
    assertThat(Files.readString(study.directory().resolve("results.json")))
        .contains(
            DatasetContent.identified(SMALL, false, told).manifest(),
            DatasetContent.identified(LARGE, false, told).manifest());

    StudyResult again = runner.evaluate(study, parts, told);
    assertThat(again.scores()).isEqualTo(result.scores());
    assertThat(again.summary()).isEqualTo(result.summary());
  }

  @Test
  void remembersUnreadableImagesByDataSet() {
    parts.unreadable.add("p05/400X/1.png");
    assertThatThrownBy(() -> run(StudyFixture.PLAIN))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("1 images cannot be read");

    StudyResult result = run(StudyFixture.SKIP_UNREADABLE);
    assertThat(result.summary())
        .contains("- large: 1 images that cannot be read were left out.")
        .contains("- large: /data/p05/400X/1.png is truncated.");
    parts.fitted.clear();
    parts.read = 0;
    run(StudyFixture.SKIP_UNREADABLE);
    assertThat(parts.fitted).isEmpty();
    assertThat(parts.read).isZero();
    assertThat(runner.plan(study, parts, false, new StudyFixture()).jobs())
        .extracting(PlannedJob::state)
        .containsOnly(JobState.DONE);
  }

  @Test
  void readsEachImageOnce() {
    run(StudyFixture.PLAIN);
    // The images of the small data set are among those of the large one.
    assertThat(parts.read).isEqualTo(LARGE.samples().size());
  }

  private StudyResult run(Set<RunOption> options) {
    return runner.run(study, parts, options, told);
  }

  private long predicted(String job, Part part) throws IOException {
    return Files.readAllLines(study.directory().resolve(job).resolve("seed-13/predictions.csv"))
        .stream()
        .filter(row -> row.contains("," + part.label() + ","))
        .count();
  }

  private static List<String> pooled(StudyResult result, String variant) {
    return result.scores().stream()
        .filter(row -> row.variant().equals(variant) && row.pooled())
        .filter(row -> row.score().scope().equals(Score.ALL))
        .map(ScoreRow::fold)
        .filter(fold -> !fold.equals(StudyScore.ALL_FOLDS))
        .distinct()
        .toList();
  }
}
