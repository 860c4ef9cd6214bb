package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Part;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.core.Selection.Method;
import org.parfocal.core.text.Csv;
import org.parfocal.testkit.TestSamples;

/** Against naive loops over the predictions that the jobs stored. */
class SelectionTest {
  private static final List<String> OPTIONS = List.of("dann,x=1", "dann,x=2", "dann,x=3");
  private static final List<Long> SEEDS = List.of(5L, 6L);
  private static final String TESTED = "p1[5-9]|p2.";

  @TempDir Path folder;
  private final StudyFixture told = new StudyFixture();

  /** Patients 1 to 10 train, 11 to 14 validate, the others are tested; one fold a magnification. */
  private static FoldPlan folds(Dataset dataset, boolean validates) {
    List<Fold> folds = new ArrayList<>();
    for (String held : dataset.magnifications()) {
      Map<Part, List<Sample>> parts = new TreeMap<>();
      for (Sample sample : dataset.samples()) {
        boolean unseen = held.equals(sample.magnification());
        if (sample.patient().matches(TESTED)) {
          samples(parts, unseen ? Part.TEST : Part.SEEN).add(sample);
        } else if (!unseen) {
          boolean validation = sample.patient().matches("p1[1-4]");
          samples(parts, validation && validates ? Part.VALIDATION : Part.TRAINING).add(sample);
        }
      }
      folds.add(
          new Fold(
              held,
              held,
              samples(parts, Part.TRAINING),
              samples(parts, Part.VALIDATION),
              samples(parts, Part.TEST),
              samples(parts, Part.SEEN)));
    }
    return new FoldPlan(folds, List.of());
  }

  private static List<Sample> samples(Map<Part, List<Sample>> parts, Part part) {
    return parts.computeIfAbsent(part, none -> new ArrayList<>());
  }

  /** What an option says of a malignant image more than of a benign one, beside noise. */
  private static double signal(String option, Sample sample) {
    boolean tested = sample.patient().matches(TESTED);
    return switch (option) {
      case "dann,x=1" -> tested ? 0.1 : 0.3;
      case "dann,x=2" -> tested ? 0.9 : 0.05;
      default -> 0.2;
    };
  }

  /** Models that are made of what they are to say; they are told whether a sample is tested. */
  private static final class Parts extends FakeParts {
    private final BiFunction<String, Sample, Double> signal;

    Parts(Dataset dataset, Protocol protocol, BiFunction<String, Sample, Double> signal) {
      super(dataset, protocol);
      this.signal = signal;
    }

    @Override
    public ModelStrategy model(Variant variant) {
      ModelStrategy fake = super.model(variant);
      return new ModelStrategy() {
        @Override
        public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
          fake.fit(training, validation, job).close();
          return new Said(variant.name(), job.fold(), job.seed(), signal);
        }

        @Override
        public TrainedModel load(Path directory, int classes) {
          throw new UnsupportedOperationException("nothing is loaded here");
        }
      };
    }
  }

  private record Said(
      String variant, String fold, long seed, BiFunction<String, Sample, Double> signal)
      implements TrainedModel {
    @Override
    public List<Output> predict(List<Sample> samples) {
      return samples.stream()
          .map(
              sample -> {
                long mixed = List.of(variant, fold, seed, sample.id()).hashCode() * 2654435761L;
                double shift = signal.apply(variant, sample) * sample.label();
                double malignant = (shift + new Random(mixed).nextDouble()) / 3;
                return new Output(new double[] {1 - malignant, malignant}, new float[] {1});
              })
          .toList();
    }

    @Override
    public void save(Path directory) {
      try {
        Files.writeString(directory.resolve("nothing.txt"), variant);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {}
  }

  private static Dataset dataset(String... magnifications) {
    return TestSamples.regular(24, 2, magnifications);
  }

  private static FakeParts parts(BiFunction<String, Sample, Double> signal) {
    return new Parts(dataset("40X", "100X", "200X", "400X"), all -> folds(all, true), signal);
  }

  private Study study(Method by) {
    return study(by, "auc", OPTIONS);
  }

  private Study study(Method by, String measure, List<String> options) {
    List<Variant> variants = new ArrayList<>();
    variants.add(StudyFixture.variant("plain", 0.1, 13, Map.of()));
    for (String option : options) {
      variants.add(StudyFixture.variant(option, 0.1, 13, Map.of("x", option)));
    }
    return new Study(
        "half",
        folder.resolve("half"),
        Map.of("study", "half"),
        variants,
        SEEDS,
        List.of(new Selection("dann", options, by, measure)));
  }

  private StudyResult run(Study study, FakeParts parts) {
    return new StudyRunner(new UnsyncedDisk()).run(study, parts, StudyFixture.PLAIN, told);
  }

  /** Columns of a stored table by name. */
  private List<Map<String, String>> table(String file) {
    try {
      List<List<String>> rows = Csv.parse(Files.readString(folder.resolve("half").resolve(file)));
      List<Map<String, String>> table = new ArrayList<>();
      for (List<String> row : rows.subList(1, rows.size())) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int column = 0; column < row.size(); column++) {
          cells.put(rows.get(0).get(column), row.get(column));
        }
        table.add(cells);
      }
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The area under the ROC curve of the stored predictions of one part, by all pairs. */
  private double area(String variant, String fold, long seed, String part) {
    List<Map<String, String>> rows =
        table("%s/%s/seed-%d/predictions.csv".formatted(variant, fold, seed)).stream()
            .filter(row -> part.equals(row.get("part")))
            .toList();
    double won = 0;
    int pairs = 0;
    for (Map<String, String> one : rows) {
      for (Map<String, String> other : rows) {
        if ("malignant".equals(one.get("label")) && "benign".equals(other.get("label"))) {
          double difference =
              Double.parseDouble(one.get("p_malignant"))
                  - Double.parseDouble(other.get("p_malignant"));
          won += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return won / pairs;
  }

  /** The option of the largest value, by fold and seed. */
  private Map<String, String> best(Judge judge) {
    Map<String, String> best = new TreeMap<>();
    for (String fold : List.of("40X", "100X", "200X", "400X")) {
      for (long seed : SEEDS) {
        double most = -1;
        for (String option : OPTIONS) {
          double value = judge.of(option, fold, seed);
          if (value > most) {
            most = value;
            best.put(fold + " " + seed, option);
          }
        }
      }
    }
    return best;
  }

  @FunctionalInterface
  private interface Judge {
    double of(String option, String fold, long seed);
  }

  @Test
  void aStudyThatIsReadBackReportsThePredictionsOfTheChosenJobs() throws IOException {
    Study made = study(Method.VALIDATION);
    StudyResult result = run(made, parts(SelectionTest::signal));

    StoredStudy stored = StoredStudy.open(made.directory());

    List<Map<String, String>> chosen =
        table("selection.csv").stream().filter(row -> "true".equals(row.get("chosen"))).toList();
    assertThat(chosen).isNotEmpty();
    for (Map<String, String> row : chosen) {
      long seed = Long.parseLong(row.getOrDefault("seed", ""));
      String fold = row.getOrDefault("fold", "");
      String reported = "dann, chosen by " + row.get("by");
      if (stored.variants().contains(reported)) {
        assertThat(stored.predictions(new JobKey(reported, fold, seed), EnumSet.allOf(Part.class)))
            .isEqualTo(
                stored.predictions(
                    new JobKey(row.getOrDefault("option", ""), fold, seed),
                    EnumSet.allOf(Part.class)));
      }
    }
    assertThat(stored.finished("dann, chosen by validation")).hasSize(8);
    assertThat(stored.data("dann, chosen by validation").patients()).isEqualTo(24);
    assertThat(stored.verdict()).isEqualTo(result.verdict());
  }

  /** What was chosen, by fold and seed. */
  private Map<String, String> chosen(Method by) {
    Map<String, String> chosen = new TreeMap<>();
    table("selection.csv").stream()
        .filter(row -> by.label().equals(row.get("by")) && "true".equals(row.get("chosen")))
        .forEach(row -> chosen.put(row.get("fold") + " " + row.get("seed"), row.get("option")));
    return chosen;
  }

  @Test
  void reportsTheTestOfWhatTheValidationPatientsPrefer() {
    StudyResult result = run(study(Method.VALIDATION), parts(SelectionTest::signal));

    Map<String, String> expected =
        best((option, fold, seed) -> area(option, fold, seed, "validation"));
    assertThat(chosen(Method.VALIDATION)).isEqualTo(expected);
    assertThat(new HashSet<>(expected.values())).hasSizeGreaterThan(1);
    assertThat(result.scores())
        .extracting(ScoreRow::variant)
        .containsOnly("plain", "dann, chosen by validation", "dann, chosen by the test (oracle)");
    for (ScoreRow row : result.scores()) {
      boolean ofJob = row.score().part() == Part.TEST && row.score().scope().equals("all");
      if (row.variant().equals("dann, chosen by validation") && ofJob && !row.pooled()) {
        String option = expected.getOrDefault(row.fold() + " " + row.seed(), "");
        assertThat(row.score().value())
            .isCloseTo(area(option, row.fold(), Long.parseLong(row.seed()), "test"), within(1e-12));
      }
    }
    assertThat(result.summary())
        .contains("## dann, chosen by validation\n")
        .contains("one of 3 options for each fold and seed, by auc of the fold's validation")
        .contains("| plain")
        .contains(agreement(expected.values()))
        .doesNotContain("| dann,x=");
  }

  /** By all pairs of choices. */
  private static String agreement(Collection<String> chosen) {
    List<String> all = List.copyOf(chosen);
    int pairs = 0;
    int agreeing = 0;
    for (int one = 0; one < all.size(); one++) {
      for (int other = 0; other < one; other++) {
        pairs++;
        agreeing += all.get(one).equals(all.get(other)) ? 1 : 0;
      }
    }
    return "of the pairs of choices %.2f agree".formatted((double) agreeing / pairs);
  }

  @Test
  void fallsForNoTrapThatTheTestShows() {
    run(study(Method.VALIDATION), parts(SelectionTest::signal));

    assertThat(best((option, fold, seed) -> area(option, fold, seed, "test")).values())
        .containsOnly("dann,x=2");
    assertThat(chosen(Method.ORACLE).values()).containsOnly("dann,x=2");
    assertThat(chosen(Method.VALIDATION).values()).doesNotContain("dann,x=2");
  }

  @Test
  void noTestPatientAndNoHeldOutMagnificationCanMoveAChoice() throws IOException {
    for (Method by : List.of(Method.VALIDATION, Method.LEAVE_ONE_MAGNIFICATION_OUT)) {
      run(study(by), parts(SelectionTest::signal));
      Map<String, String> before = chosen(by);
      Map<String, String> oracle = chosen(Method.ORACLE);
      Files.move(folder.resolve("half"), folder.resolve("before " + by));
      BiFunction<String, Sample, Double> corrupted =
          (option, sample) ->
              sample.patient().matches(TESTED)
                  ? option.equals("dann,x=3") ? 1.9 : 0
                  : signal(option, sample);
      run(study(by), parts(corrupted));

      assertThat(chosen(by)).isEqualTo(before).hasSize(8);
      assertThat(chosen(Method.ORACLE)).isNotEqualTo(oracle);
      Files.move(folder.resolve("half"), folder.resolve("after " + by));
    }
  }

  @Test
  void leavesEachMagnificationOfTrainingOutInTurn() {
    FakeParts parts = parts(SelectionTest::signal);
    Study study = study(Method.LEAVE_ONE_MAGNIFICATION_OUT);
    StudyPlan plan = new StudyRunner(new UnsyncedDisk()).plan(study, parts, false, told);
    run(study, parts);

    // 4 variants × 4 folds × 2 seeds, and 3 options × 4 folds × 3 inner folds × 2 seeds.
    assertThat(plan.jobs()).hasSize(32 + 72);
    StudyData data = plan.data().get(0);
    for (InnerFold inner : data.inner()) {
      Fold outer = data.fold(inner.outer());
      Fold fold = inner.fold();
      assertThat(outer.training()).containsAll(fold.training()).containsAll(fold.test());
      assertThat(outer.validation()).containsAll(fold.validation());
      assertThat(fold.test())
          .extracting(Sample::magnification)
          .containsOnly(fold.name().replaceAll(".*inner=", ""))
          .doesNotContain(outer.name());
      assertThat(fold.training())
          .extracting(Sample::magnification)
          .doesNotContain(outer.name(), fold.test().get(0).magnification());
      assertThat(fold.validation())
          .extracting(Sample::magnification)
          .doesNotContain(outer.name(), fold.test().get(0).magnification());
    }
    Judge mean =
        (option, fold, seed) -> {
          double sum = 0;
          for (String held : List.of("40X", "100X", "200X", "400X")) {
            sum += held.equals(fold) ? 0 : area(option, fold + ",inner=" + held, seed, "test") / 3;
          }
          return sum;
        };
    assertThat(chosen(Method.LEAVE_ONE_MAGNIFICATION_OUT)).isEqualTo(best(mean));
    assertThat(table("results.csv"))
        .noneMatch(row -> row.getOrDefault("fold", "").contains("inner"));
    assertThat(ModelFolders.all(folder.resolve("half/dann,x=1"), "it").jobs()).hasSize(8);
  }

  @Test
  void choosesTheSameWhateverTheOrderAndFromTheFilesAlone() throws IOException {
    run(study(Method.VALIDATION), parts(SelectionTest::signal));
    Map<String, String> files = StudyFixture.results(folder.resolve("half"));
    Files.delete(folder.resolve("half/selection.csv"));
    Files.delete(folder.resolve("half/results.csv"));
    new StudyRunner(new UnsyncedDisk())
        .evaluate(study(Method.VALIDATION), parts(SelectionTest::signal), told);

    assertThat(StudyFixture.results(folder.resolve("half"))).isEqualTo(files);

    Files.move(folder.resolve("half"), folder.resolve("first"));
    FakeParts stopped = parts(SelectionTest::signal);
    Set<String> begun = new HashSet<>();
    stopped.whileFitting =
        job -> {
          if (begun.add(job.fold()) && begun.size() % 2 == 0) {
            throw new IllegalStateException("fails once");
          }
        };
    run(study(Method.VALIDATION), stopped);
    stopped.whileFitting = job -> {};
    new StudyRunner(new UnsyncedDisk())
        .run(study(Method.VALIDATION), stopped, StudyFixture.RETRY_FAILED, told);

    Map<String, String> again = StudyFixture.results(folder.resolve("half"));
    assertThat(again.get("selection.csv")).isEqualTo(files.get("selection.csv"));
    assertThat(again.get("results.csv")).isEqualTo(files.get("results.csv"));
  }

  @Test
  void anOptionThatFailedIsNotChosenAndOneThatIsOpenIsWaitedFor() {
    FakeParts parts = parts(SelectionTest::signal);
    parts.whileFitting =
        job -> {
          if (job.directory().toString().contains("x=1") && job.fold().equals("40X")) {
            throw new IllegalStateException("diverged");
          }
        };
    run(study(Method.VALIDATION), parts);

    assertThat(chosen(Method.VALIDATION)).hasSize(8);
    assertThat(chosen(Method.VALIDATION).get("40X 5")).isNotEqualTo("dann,x=1");

    parts.whileFitting =
        job -> {
          if (job.directory().toString().contains("x=3") && job.fold().equals("100X")) {
            Thread.currentThread().interrupt();
          }
        };
    told.warnings.clear();
    Path second = folder.resolve("second");
    try {
      Files.move(folder.resolve("half"), second);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThatThrownBy(() -> run(study(Method.VALIDATION), parts))
        .isInstanceOf(CancellationException.class);
    assertThat(chosen(Method.VALIDATION)).containsOnlyKeys("40X 5", "40X 6");
    assertThat(table("selection.csv"))
        .anyMatch(row -> "1 of 3 options are not done".equals(row.get("note")));
  }

  @Test
  void whatCannotBeChosenIsToldBeforeAnythingRuns() {
    FakeParts parts = parts(SelectionTest::signal);
    assertThatThrownBy(() -> run(study(Method.VALIDATION, "accuracy", OPTIONS), parts))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "select.measure is accuracy, which no metric of the study gives; known: auc.");
    FakeParts without = new Parts(parts.dataset, all -> folds(all, false), SelectionTest::signal);
    assertThatThrownBy(() -> run(study(Method.VALIDATION), without))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("Fold 40X has no validation patients");
    FakeParts two =
        new Parts(dataset("40X", "100X"), all -> folds(all, true), SelectionTest::signal);
    assertThatThrownBy(() -> run(study(Method.LEAVE_ONE_MAGNIFICATION_OUT), two))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("trains on one magnification alone");
    FakeParts three =
        new Parts(dataset("40X", "100X", "200X"), all -> folds(all, true), SelectionTest::signal);
    assertThat(run(study(Method.LEAVE_ONE_MAGNIFICATION_OUT), three).summary())
        .contains("the inner folds of select: leave-one-magnification-out train on one alone");
  }
}
