package org.parfocal.core;

import java.util.List;

/**
 * What a worker leaves.
 *
 * @param done jobs that are done, by whomever
 * @param failed those that failed, with the reason
 * @param elsewhere those that other processes work on
 */
public record WorkResult(List<JobKey> done, List<PlannedJob> failed, List<JobKey> elsewhere) {
  public WorkResult {
    done = List.copyOf(done);
    failed = List.copyOf(failed);
    elsewhere = List.copyOf(elsewhere);
  }
}
