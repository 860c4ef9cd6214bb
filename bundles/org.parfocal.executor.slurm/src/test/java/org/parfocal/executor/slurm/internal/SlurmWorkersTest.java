package org.parfocal.executor.slurm.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.PluginException;
import org.parfocal.api.WorkOrder;
import org.parfocal.api.WorkOrder.OpenJob;
import org.parfocal.api.Workers.Lost;

class SlurmWorkersTest {
  @TempDir Path study;

  private final FakeSlurm slurm = new FakeSlurm();
  private long seconds;

  private SlurmWorkers start(int open, int workers, int jobs) {
    WorkOrder order =
        new WorkOrder(
            List.of("parfocal", "work"),
            "run",
            Path.of("/tmp"),
            study,
            Collections.nCopies(open, new OpenJob("job", "job")),
            false);
    ArraySettings settings =
        new ArraySettings(workers, jobs, "10", List.of("--partition=long"), "3", "");
    return SlurmWorkers.start(
        order, settings, new SlurmQueue(slurm), () -> TimeUnit.SECONDS.toNanos(seconds));
  }

  private List<Lost> poll(SlurmWorkers workers, int open) {
    seconds += 10;
    return workers.poll(open);
  }

  /** Leaves what the script of a task leaves. */
  private void ends(int task, int code, String log) throws IOException {
    String array = slurm.last();
    Path folder = study.resolve(".workers").resolve(array);
    Files.writeString(folder.resolve(task + ".worker"), "slurm-1-%d-0\n".formatted(task));
    Files.writeString(folder.resolve(task + ".exit"), code + "\n");
    Files.writeString(folder.resolve(task + ".log"), log);
    slurm.becomes(array, task, code == 0 ? "COMPLETED|None" : "FAILED|NonZeroExitCode");
  }

  @Test
  void oneTaskIsSubmittedForEachWorkerAndNoneWithoutAJob() {
    try (SlurmWorkers workers = start(2, 8, 0)) {
      assertThat(slurm.asked("sbatch").get(0))
          .contains(
              "--array=0-1%8",
              "--time=10", "--cpus-per-task=3", "--partition=long", "--requeue", "--export=ALL");
      assertThat(workers.state()).isEqualTo("0 run, 2 wait (Resources)");
    }
  }

  @Test
  void asManyTasksAreSubmittedAsJobsNeedOfWhichWorkersRunAtOnce() {
    try (SlurmWorkers workers = start(7, 2, 3)) {
      assertThat(slurm.asked("sbatch").get(0)).contains("--array=0-2%2");
      assertThat(workers.state()).contains("3 wait");
    }
  }

  @Test
  void slurmIsAskedEveryTenSecondsAtTheMost() {
    SlurmWorkers workers = start(2, 2, 0);
    int before = slurm.asked.size();
    for (int second = 0; second < 30; second++) {
      seconds++;
      workers.poll(2);
    }
    assertThat(slurm.asked).hasSize(before + 3);
  }

  @Test
  void anArrayThatStillWaitsIsFollowedAndNoneSubmitted() {
    start(2, 2, 0);
    slurm.becomes(slurm.last(), 1, "RUNNING|None");

    SlurmWorkers second = start(2, 2, 0);

    assertThat(slurm.asked("sbatch")).hasSize(1);
    assertThat(second.state()).isEqualTo("1 run, 1 wait (Resources)");
  }

  @Test
  void anArrayOfAnotherStudyIsNotFollowed() throws IOException {
    start(2, 2, 0);
    Files.move(study.resolve(".workers"), study.resolve("elsewhere"));
    start(2, 2, 0);
    assertThat(slurm.asked("sbatch")).hasSize(2);
  }

  @Test
  void afterAnArrayEndedAnotherIsSubmitted() throws IOException {
    start(1, 1, 0);
    ends(0, 130, "");
    start(1, 1, 0);
    assertThat(slurm.asked("sbatch")).hasSize(2);
  }

  @Test
  void aWorkerThatCrashedIsReportedOnceAndReplaced() throws IOException {
    SlurmWorkers workers = start(3, 2, 0);
    slurm.becomes(slurm.last(), 1, "RUNNING|None");
    ends(0, 139, "");

    List<Lost> lost = poll(workers, 3);

    assertThat(lost).hasSize(1);
    assertThat(lost.get(0).worker()).isEqualTo("slurm-1-0-0");
    assertThat(lost.get(0).reason()).startsWith("it crashed (signal 11); see ").endsWith("0.log");
    assertThat(slurm.asked("sbatch")).hasSize(2);
    assertThat(slurm.asked("sbatch").get(1)).contains("--array=0-0%2");
    assertThat(poll(workers, 3)).isEmpty();
    assertThat(slurm.asked("sbatch")).hasSize(2);
  }

  @Test
  void aTaskThatSlurmEndedIsLostForSlurmsReason() {
    SlurmWorkers workers = start(3, 2, 0);
    slurm.becomes(slurm.last(), 1, "RUNNING|None");
    slurm.becomes(slurm.last(), 0, "NODE_FAIL|None");

    assertThat(poll(workers, 3))
        .singleElement()
        .satisfies(lost -> assertThat(lost.reason()).startsWith("Slurm ended it (NODE_FAIL)"));
  }

  @Test
  void aTaskThatIsQueuedAgainIsNotLost() throws IOException {
    SlurmWorkers workers = start(3, 1, 0);
    ends(0, 130, "");
    slurm.becomes(slurm.last(), 0, "REQUEUED|BeginTime");

    assertThat(poll(workers, 3)).isEmpty();
    assertThat(slurm.asked("sbatch")).hasSize(1);
    assertThat(workers.state()).isEqualTo("0 run, 1 wait (BeginTime)");
  }

  @Test
  void workersStoppedAtTheirTimeLimitAreReplaced() throws IOException {
    SlurmWorkers workers = start(3, 2, 0);
    ends(0, 130, "");
    ends(1, 143, "");

    assertThat(poll(workers, 3)).isEmpty();

    assertThat(slurm.asked("sbatch")).hasSize(2);
    assertThat(slurm.asked("sbatch").get(1)).contains("--array=0-1%2");
  }

  @Test
  void workersThatEndAgainAndAgainWithoutAJobAreGivenUp() throws IOException {
    SlurmWorkers workers = start(3, 1, 0);
    for (int round = 0; round < 2; round++) {
      ends(0, 130, "");
      poll(workers, 3);
    }
    ends(0, 130, "");
    assertThatThrownBy(() -> poll(workers, 3))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("ended 3 times at once")
        .hasMessageContaining("a limit of less than 3 minutes leaves no time");
  }

  @Test
  void whatAllWorkersComplainAboutEndsTheRun() throws IOException {
    SlurmWorkers workers = start(3, 1, 0);
    ends(0, 2, "reading\nerror: This worker would not do the jobs.\nbye\n");

    assertThatThrownBy(() -> poll(workers, 3))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("This worker would not do the jobs.")
        .hasMessageContaining("0.log");
  }

  @Test
  void aNodeThatDoesNotSeeTheFolderIsNamedAsTheReason() {
    SlurmWorkers workers = start(3, 1, 0);
    slurm.becomes(slurm.last(), 0, "FAILED|JobLaunchFailure");

    assertThatThrownBy(() -> poll(workers, 3))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("a node does not see the folder " + study);
  }

  @Test
  void workersThatSomebodyCancelledEndTheRun() {
    SlurmWorkers workers = start(3, 2, 0);
    slurm.becomes(slurm.last(), 0, "CANCELLED|None");
    slurm.becomes(slurm.last(), 1, "CANCELLED|None");

    assertThatThrownBy(() -> poll(workers, 3))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("cancelled while 3 jobs were open");
    assertThat(slurm.asked("sbatch")).hasSize(1);
  }

  @Test
  void aJobThatEndedJustNowIsNoReasonForMoreWorkers() throws IOException {
    SlurmWorkers workers = start(3, 1, 0);
    ends(0, 0, "");

    poll(workers, 1);
    assertThat(slurm.asked("sbatch")).hasSize(1);

    poll(workers, 1);
    assertThat(slurm.asked("sbatch")).hasSize(2);
  }

  @Test
  void whileSlurmDoesNotAnswerNothingIsLost() {
    SlurmWorkers workers = start(3, 2, 0);
    slurm.silent = true;

    assertThat(poll(workers, 3)).isEmpty();

    assertThat(workers.state())
        .isEqualTo("Slurm does not answer: Unable to contact slurm controller");
    slurm.silent = false;
    poll(workers, 3);
    assertThat(workers.state()).isEqualTo("0 run, 2 wait (Resources)");
  }

  @Test
  void whatSlurmRefusesIsSaidInItsWords() {
    slurm.refusal = "Invalid account";
    assertThatThrownBy(() -> start(3, 2, 0))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Slurm did not take the workers: Invalid account.");
  }

  @Test
  void closingCancelsTheArrayAndNoOther() {
    SlurmWorkers workers = start(3, 2, 0);
    workers.close();
    assertThat(slurm.asked("scancel"))
        .containsExactly(List.of("scancel", "--quiet", "--name=" + slurm.last()));
    start(3, 2, 0);
    assertThat(slurm.asked("sbatch")).hasSize(2);
  }
}
