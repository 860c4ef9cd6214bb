package org.parfocal.core;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.parfocal.core.internal.store.Disk;

/** Runs a study of many jobs whose model does nothing: FOLDER SEEDS VARIANTS, of three folds. */
public final class Scale implements ProgressListener {
  private static final int EACH = 500;

  private int ended;
  private long begun = System.nanoTime();
  private long spent = cpu();

  private Scale() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    List<Long> seeds = LongStream.range(0, Long.parseLong(arguments[1])).boxed().toList();
    List<Variant> variants =
        IntStream.range(0, Integer.parseInt(arguments[2]))
            .mapToObj(at -> StudyFixture.variant("v" + at, 0.1, 13, Map.of("lambda", (double) at)))
            .toList();
    Map<String, Object> configuration = Map.of("study", "half");
    Study study = new Study("half", folder.resolve("half"), configuration, variants, seeds);
    Study unbegun = new Study("half", folder.resolve("none"), configuration, variants, seeds);
    StudyRunner runner = new StudyRunner(new Disk());
    FakeParts parts = StudyFixture.parts();
    timed("plan", () -> runner.plan(unbegun, parts, false, new StudyFixture()));
    timed("run", () -> runner.run(study, parts, StudyFixture.PLAIN, new Scale()));
    timed("plan of the finished study", () -> runner.plan(study, parts, false, new StudyFixture()));
    timed("the same once more", () -> runner.plan(study, parts, false, new StudyFixture()));
    try (StudyWatch watch = new StudyWatch(study.directory())) {
      timed("first look", watch::look);
      timed("second look", watch::look);
    }
  }

  private static void timed(String what, Runnable work) {
    long start = System.nanoTime();
    long before = cpu();
    work.run();
    System.out.printf(
        "%s: %.1f s, of the processor %.1f s%n",
        what, (System.nanoTime() - start) / 1e9, (cpu() - before) / 1e9);
  }

  @Override
  public void jobEnded(JobKey job, JobState state, Duration time, String headline) {
    if (++ended % EACH == 0) {
      System.gc();
      Runtime java = Runtime.getRuntime();
      System.out.printf(
          "%d jobs: %.1f ms each of the last %d, of the processor %.1f ms; %.1f MiB of heap%n",
          ended,
          (System.nanoTime() - begun) / 1e6 / EACH,
          EACH,
          (cpu() - spent) / 1e6 / EACH,
          (java.totalMemory() - java.freeMemory()) / 1048576.0);
      begun = System.nanoTime();
      spent = cpu();
    }
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
