package org.parfocal.executor.spark.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.parfocal.api.PluginException;
import org.parfocal.api.WorkOrder.OpenJob;
import org.parfocal.executor.spark.internal.driver.Request;
import org.parfocal.executor.spark.internal.driver.TaskEnd;
import org.parfocal.executor.spark.internal.driver.TaskEnd.Kind;

class NamedJobsTest {
  private final NamedJobs jobs =
      new NamedJobs(List.of(new OpenJob("a/1", "a/seed-1"), new OpenJob("b/1", "b/seed-1")));

  private void ended(Kind kind, String job) {
    jobs.ended(new TaskEnd(kind, "w", "it was killed", job));
  }

  @Test
  void eachIsAskedForOnceAndOneThatWasNotDoneOnceMore() {
    assertThat(jobs.next()).isEqualTo(new Request("a/1", "a/seed-1"));
    assertThat(jobs.next()).isEqualTo(new Request("b/1", "b/seed-1"));
    assertThat(jobs.waits()).isFalse();

    ended(Kind.JOB, "b/1");
    ended(Kind.EXECUTOR_LOST, "");
    assertThat(jobs.waits()).as("Spark has another machine do the tasks of a lost one").isFalse();

    ended(Kind.ABORTED, "a/1");
    assertThat(jobs.next().job()).isEqualTo("a/1");
  }

  @Test
  void aJobInWhichThreeWorkersWereLostStopsTheRun() {
    for (int time = 0; time < 2; time++) {
      ended(Kind.LOST, "a/1");
      ended(Kind.LOST, "b/1");
    }
    assertThatThrownBy(() -> ended(Kind.LOST, "a/1"))
        .isInstanceOf(PluginException.class)
        .hasMessage("3 workers ended while they ran job a/1, the last one because it was killed.");
  }
}
