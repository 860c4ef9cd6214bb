package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.testkit.TestSamples;

/** What was scored before is not scored again, and the results are those of a full scoring. */
class KnownScoresTest {
  private static final String CACHE = "parfocal.cache";

  @TempDir Path folder;
  private final StudyFixture told = new StudyFixture();
  private final StudyRunner runner = new StudyRunner(new UnsyncedDisk());
  private final List<String> scored = new ArrayList<>();
  private final String cacheBefore = System.getProperty(CACHE, "");
  private FakeParts parts = parts();
  private String rule = "plain";

  @BeforeEach
  void useAnEmptyCache() {
    System.setProperty(CACHE, folder.resolve("cache").toString());
  }

  @AfterEach
  void useTheFormerCache() {
    System.setProperty(CACHE, cacheBefore);
  }

  /** Two folds of patients for each magnification, so that there are pools, too. */
  private FakeParts parts() {
    FakeParts made = new FakeParts(TestSamples.regular(8, 2, "100X", "200X"), new HalfAndHalf(2));
    made.metrics.add(
        new FakeMetric(
            List.of(MetricColumn.of("noted", "noted", Better.LARGER)),
            outcome -> {
              scored.add(outcome.variant() + "/" + outcome.name() + "/" + outcome.seed());
              return List.of();
            },
            (outcomes, reference) -> {
              scored.add(outcomes.get(0).variant());
              return compared(outcomes, reference);
            }));
    return made;
  }

  /** Awkward numbers and words, made of the predictions of both sides. */
  private static List<StudyScore> compared(List<Outcome> outcomes, List<Outcome> reference) {
    double own = sum(outcomes);
    return List.of(
        StudyScore.overAll(
            new Score(
                "noted",
                Part.TEST,
                Score.ALL,
                own,
                -0.0,
                own / 3,
                "a\n\"b\", \u00b5 \ud83d\ude00")),
        StudyScore.overAll(Score.of("beside", Part.SEEN, "=1", own - sum(reference))),
        StudyScore.overAll(Score.of("endless", Part.TEST, Score.ALL, Double.POSITIVE_INFINITY)),
        StudyScore.overAll(Score.undefined("nothing", Part.TEST, Score.ALL, "no ground")));
  }

  private static double sum(List<Outcome> outcomes) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.predictions().stream())
        .mapToDouble(prediction -> prediction.probabilities().get(1))
        .sum();
  }

  private Study study(Path directory, List<String> variants, long... seeds) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("study", "half");
    configuration.put("metrics", List.of(Map.of("noted", Map.of("rule", rule))));
    return new Study(
        "half",
        directory,
        configuration,
        variants.stream()
            .map(name -> StudyFixture.variant(name, 0.1, 13, Map.of("name", name)))
            .toList(),
        LongStream.of(seeds).boxed().toList());
  }

  private Study study(String... variants) {
    return study(folder.resolve("half"), List.of(variants), 1, 2);
  }

  private StudyResult run(Study study) {
    return runner.run(study, parts, StudyFixture.PLAIN, told);
  }

  @Test
  void ofSixVariantsAreComputedOnceEach() {
    run(study("a", "b", "c", "d", "e", "f"));
    assertThat(scored).doesNotHaveDuplicates().contains("a", "b", "c", "d", "e", "f");
    // 4 folds and 2 pools of each seed, and the whole, of each variant.
    assertThat(scored).hasSize(6 * (2 * (4 + 2) + 1));
  }

  @Test
  void areNotComputedAgainWhereNothingIsNew() {
    StudyResult first = run(study("a", "b"));
    scored.clear();
    assertThat(run(study("a", "b")).scores()).isEqualTo(first.scores());
    assertThat(runner.evaluate(study("a", "b"), parts, told).scores()).isEqualTo(first.scores());
    assertThat(scored).isEmpty();
  }

  @Test
  void ofAnAddedVariantAreTheOnlyOnesComputed() {
    run(study("a", "b"));
    scored.clear();
    run(study("a", "b", "c"));
    assertThat(scored).isNotEmpty().allMatch(name -> name.startsWith("c"));
  }

  @Test
  void areComputedAgainByOtherOptionsAndOtherCode() {
    run(study("a"));
    List<String> all = List.copyOf(scored);

    scored.clear();
    rule = "strict";
    runner.evaluate(study("a"), parts, told);
    assertThat(scored).containsExactlyInAnyOrderElementsOf(all);

    scored.clear();
    parts.metricCode = "2";
    runner.evaluate(study("a"), parts, told);
    assertThat(scored).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void ofOtherEmbeddingsAreComputedAgain() {
    run(study("a"));
    List<String> all = List.copyOf(scored);
    scored.clear();
    parts.embedded = 0.25f;
    parts.bundles = Map.of("org.example.model", "1.0.0 sha256:bb");
    run(study("a"));
    assertThat(scored).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void ofAnotherReferenceAreComputedAgain() {
    run(study("a", "b", "c"));
    scored.clear();
    run(study("c", "b", "a"));
    assertThat(scored).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void areComputedAgainWhereAMetricFailedAndTheFailureIsTold() {
    parts.metrics.add(
        FakeMetric.ofOutcome(
            outcome -> {
              throw new IllegalStateException("no signature");
            }));
    run(study("a"));
    scored.clear();
    StudyResult again = runner.evaluate(study("a"), parts, told);
    assertThat(again.failedMetrics()).isNotEmpty().allMatch(said -> said.contains("no signature"));
    // Both seeds of 4 folds and 2 pools; over all folds nothing failed.
    assertThat(scored).hasSize(2 * (4 + 2));
  }

  @Test
  void thatCameWithAFolderAreNotBelieved() throws IOException {
    run(study("a"));
    int all = scored.size();
    scored.clear();
    Files.move(folder.resolve("half"), folder.resolve("theirs"));
    runner.evaluate(study(folder.resolve("theirs"), List.of("a"), 1, 2), parts, told);
    assertThat(scored).hasSize(all);
  }

  @Test
  void thatWereCutOffOrChangedAreComputedAgain() throws IOException {
    StudyResult first = run(study("a"));
    for (UnaryOperator<String> damage :
        List.<UnaryOperator<String>>of(
            text -> text.substring(0, text.length() / 2),
            text -> text.replace("endless", "endlosz"),
            text -> "\u0000\u0000",
            text -> "")) {
      Path file = onlyFile(folder.resolve("cache/scores"));
      Files.writeString(file, damage.apply(Files.readString(file)));
      scored.clear();
      assertThat(runner.evaluate(study("a"), parts, told).scores()).isEqualTo(first.scores());
      assertThat(scored).isNotEmpty();
    }
  }

  @Test
  void areComputedWithoutACacheToo() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file where the folder should be");
    StudyResult first = run(study("a"));
    assertThat(runner.evaluate(study("a"), parts, told).scores()).isEqualTo(first.scores());
  }

  @Test
  void ofVariantsThatAreGoneAreForgotten() throws IOException {
    run(study("a", "b", "c", "d"));
    long before = Files.size(onlyFile(folder.resolve("cache/scores")));
    run(study("a"));
    Path file = onlyFile(folder.resolve("cache/scores"));
    assertThat(Files.size(file)).isLessThan(before / 3);
    scored.clear();
    run(study("a"));
    assertThat(scored).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void areThoseOfAFullScoringWhateverHappened(int dice) throws IOException {
    Random random = new Random(dice);
    List<String> variants = new ArrayList<>(List.of("a"));
    int seeds = 1;
    for (int step = 0; step < 6; step++) {
      switch (random.nextInt(4)) {
        case 0 -> variants.add(random.nextInt(variants.size() + 1), "v" + step);
        case 1 -> seeds = Math.min(3, seeds + 1);
        case 2 -> variants.remove(variants.size() == 1 ? "none" : variants.get(0));
        default -> rule = rule + "+";
      }
      Study study =
          study(folder.resolve("half"), variants, LongStream.rangeClosed(1, seeds).toArray());
      mishap(random);
      try {
        runner.run(
            study,
            parts,
            random.nextBoolean() ? StudyFixture.RETRY_FAILED : StudyFixture.PLAIN,
            new StudyFixture());
      } catch (CancellationException stopped) {
        assertThat(Thread.interrupted()).isFalse();
      }
      StudyResult known = runner.evaluate(study, parts, new StudyFixture());
      Path copy = copied(folder.resolve("half"), folder.resolve("copy-" + step));
      Study other = new Study("half", copy, study.configuration(), study.variants(), study.seeds());
      StudyResult full = runner.evaluate(other, parts, new StudyFixture());

      assertThat(known.scores()).isEqualTo(full.scores());
      for (String file : List.of("results.csv", "results.md")) {
        assertThat(folder.resolve("half").resolve(file)).hasSameBinaryContentAs(copy.resolve(file));
      }
      assertThat(Files.readString(folder.resolve("half/results.json")))
          .isEqualTo(Files.readString(copy.resolve("results.json")));
    }
  }

  /** A job fails, the user stops in the middle of one, or nothing happens. */
  private void mishap(Random random) {
    int job = random.nextInt(12);
    int what = random.nextInt(3);
    int[] begun = {0};
    parts.whileFitting =
        context -> {
          if (begun[0]++ == job && what == 0) {
            throw new IllegalStateException("singular");
          }
          if (begun[0] == job + 1 && what == 1) {
            Thread.currentThread().interrupt();
          }
        };
  }

  private static Path onlyFile(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.reduce((one, other) -> assertFailed()).orElseThrow();
    }
  }

  private static Path assertFailed() {
    throw new AssertionError("more than one file");
  }

  private static Path copied(Path from, Path to) {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
