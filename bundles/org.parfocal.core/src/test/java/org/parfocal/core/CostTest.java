package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.JobContext;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;
import org.parfocal.api.Stretch;
import org.parfocal.api.TrainingSet;
import org.parfocal.core.StudyCost.Work;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.study.CostEstimate;
import org.parfocal.testkit.TestSamples;

/** Costs by a clock that only the work of the jobs moves. */
class CostTest {
  private static final String CACHE = "parfocal.cache";
  private static final int STEPS = 10_000;

  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger steps = new AtomicInteger();
  private final FakeParts parts = StudyFixture.parts();
  private final StudyRunner runner = new StudyRunner();

  @BeforeEach
  void cache() {
    System.setProperty(CACHE, folder.resolve("cache").toString());
  }

  @AfterEach
  void usersCache() {
    System.clearProperty(CACHE);
  }

  private void pass(double seconds) {
    clock.addAndGet(Math.round(seconds * 1e9));
  }

  private void work(JobContext job, Stretch stretch, double secondsOfStep) {
    boolean goesOn = job.goesOn(stretch, 0);
    for (int step = 1; step <= stretch.steps() && goesOn; step++) {
      pass(secondsOfStep);
      steps.incrementAndGet();
      goesOn = job.goesOn(stretch, step);
    }
  }

  private Study study(String... variants) {
    Study one = StudyFixture.study(folder.resolve("half"), 13, 42);
    return new Study(
        one.name(),
        one.directory(),
        one.configuration(),
        List.of(variants).stream()
            .map(name -> StudyFixture.variant(name, 0.1, 13, Map.of("name", name)))
            .toList(),
        one.seeds());
  }

  private StudyCost cost(Study study) {
    StudyPlan plan = runner.plan(study, parts, false, new StudyFixture());
    return CostEstimate.of(new Disk(), plan, parts, clock::get, new StudyFixture());
  }

  private static Work work(StudyCost cost, String what) {
    return cost.work().stream()
        .filter(work -> work.what().equals(what))
        .findFirst()
        .orElseThrow(() -> new AssertionError(what + " not among " + cost.work()));
  }

  @Test
  void aJobIsBegunAndTheRestOfItCalculated() throws IOException {
    parts.whileFitting =
        job -> {
          pass(3);
          work(job, new Stretch("training", STEPS), 0.25);
        };

    StudyCost cost = cost(study("baseline"));

    // Three folds, two seeds.
    assertThat(work(cost, "job of baseline").times()).isEqualTo(6);
    assertThat(work(cost, "job of baseline").seconds()).isCloseTo(3 + 2500, within(1e-6));
    assertThat(cost.seconds()).isCloseTo(6 * 2503, within(1e-6));
    assertThat(steps.get()).isLessThan(100);
    assertThat(folder.resolve("half")).doesNotExist();
    assertThat(folder.resolve("cache")).doesNotExist();
    assertThat(cost.resultBytes()).isGreaterThan(6 * 2000);
  }

  @Test
  void whatAKilledMeasurementWroteLiesWhereTheLauncherRemovesIt() throws IOException {
    Path storage = Files.createDirectory(folder.resolve("storage"));
    AtomicInteger seen = new AtomicInteger();
    parts.whileFitting =
        job -> {
          pass(2);
          seen.addAndGet(storage.toFile().list().length);
        };
    System.setProperty("parfocal.temporary", storage.toString());
    try {
      cost(study("baseline"));
    } finally {
      System.clearProperty("parfocal.temporary");
    }
    assertThat(seen).hasPositiveValue();
    assertThat(storage).isEmptyDirectory();
  }

  @Test
  void theEngineStartsOnce() {
    AtomicInteger jobs = new AtomicInteger();
    parts.whileFitting = job -> pass(jobs.getAndIncrement() == 0 ? 50 : 1);

    StudyCost cost = cost(study("baseline", "other"));

    assertThat(work(cost, "starting the engine").all()).isCloseTo(49, within(1e-6));
    assertThat(cost.seconds()).isCloseTo(49 + 12, within(1e-6));
    assertThat(cost.seconds(5)).as("12 jobs in 3 rounds").isCloseTo(49 + 3, within(1e-6));
  }

  @Test
  void whatTheCacheKeepsForAFoldAndSeedIsCountedOnce() {
    Stretch generator = new Stretch("generator of benign", STEPS, Stretch.Use.FOLD_AND_SEED);
    parts.whileFitting =
        job -> {
          Path kept = job.cache().resolve("generator-" + job.fold() + "-" + job.seed());
          if (!Files.exists(kept)) {
            work(job, generator, 0.5);
            write(kept, 1_000_000);
          }
          pass(1);
        };

    StudyCost cost = cost(study("one", "two"));

    assertThat(work(cost, "generator of benign for one").all()).isCloseTo(6 * 5000, within(1e-6));
    assertThat(cost.seconds()).isCloseTo(6 * 5000 + 12, within(1e-6));
    assertThat(cost.cacheBytes()).isBetween(6_000_000L, 6_100_000L);
  }

  @Test
  void imagesAreEmbeddedOnceForAllJobs() {
    parts.whileFitting =
        job -> {
          Path kept = job.cache().resolve("embeddings");
          if (!Files.exists(kept)) {
            work(job, new Stretch("embedding", 32, Stretch.Use.IMAGES), 0.125);
            write(kept, 32 * 2000);
          }
        };

    StudyCost cost = cost(study("one", "two"));

    long images = parts.dataset.samples().size();
    assertThat(cost.seconds()).isCloseTo(images * 0.125, within(1e-6));
    assertThat(cost.seconds(4)).as("all wait").isCloseTo(images * 0.125, within(1e-6));
    // The pixels of an image are 2 × 2 × 3 bytes.
    assertThat(cost.cacheBytes()).isEqualTo(images * (2000 + 12));
    assertThat(work(cost, "decoding an image").times()).isEqualTo(images);
    // Those of the measured fold are, now: all but its training patients' at what it holds out.
    assertThat(work(cost(study("one", "two")), "decoding an image").times()).isEqualTo(8);
  }

  @Test
  void imagesThatAnAugmentationAddsAreDecodedByEachJob() {
    AugmentationStrategy adding =
        (training, job) -> {
          List<Sample> samples = new ArrayList<>(training.samples());
          Sample first = samples.get(0);
          for (int number = 0; number < 1000; number++) {
            samples.add(
                TestSamples.sample("made " + number, first.patient(), 0, first.magnification()));
          }
          return TrainingSet.of(samples, training.classes());
        };
    long before = cost(study("baseline")).cacheBytes();
    parts.augmentations = List.of(adding);

    assertThat(before).isEqualTo(12L * parts.dataset.samples().size());
    assertThat(cost(study("baseline")).cacheBytes()).isEqualTo(6 * 1000 * 12 + 8 * 12);
  }

  @Test
  void whatTheUsersCacheHoldsCostsNothingAndIsLeftAlone() throws IOException {
    Path users = Files.createDirectories(folder.resolve("cache/made"));
    Files.writeString(users.resolve("known"), "of an earlier study");
    parts.whileFitting =
        job -> {
          if (!Files.exists(job.cache().resolve("made/known"))) {
            pass(1000);
          }
          write(job.cache().resolve("made/new"), 10);
        };

    assertThat(cost(study("baseline")).seconds()).isCloseTo(0, within(1e-6));
    assertThat(users).isDirectoryContaining("glob:**/known");
    assertThat(users.resolve("new")).doesNotExist();
  }

  @Test
  void finishedJobsTellOfTheOthersAndCostNothing() throws IOException {
    Study study = study("baseline");
    parts.whileFitting =
        job -> {
          if (job.seed() == 42) {
            throw new IllegalStateException("not yet");
          }
        };
    runner.run(study, parts, StudyFixture.PLAIN, new StudyFixture());
    assertThat(cost(study).work()).as("failed jobs are not run again").isEmpty();

    Study more =
        new Study(
            study.name(),
            study.directory(),
            study.configuration(),
            study.variants(),
            List.of(13L, 7L));
    Map<String, String> before = StudyFixture.results(study.directory());
    parts.whileFitting =
        job -> {
          throw new AssertionError("measured, though there are finished jobs");
        };

    StudyCost cost = cost(more);

    assertThat(work(cost, "job of baseline, as finished ones").times()).isEqualTo(3);
    assertThat(StudyFixture.results(study.directory())).isEqualTo(before);
  }

  @Test
  void aJobThatFailsSaysSo() {
    parts.whileFitting =
        job -> {
          throw new PluginException("The head has no room.");
        };

    assertThatThrownBy(() -> cost(study("baseline")))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("variant baseline")
        .hasMessageContaining("The head has no room.");
    assertThat(folder.resolve("half")).doesNotExist();
  }

  private static void write(Path file, int bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, new byte[bytes]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
