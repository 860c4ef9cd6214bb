package org.parfocal.core;

import java.util.Optional;
import java.util.Set;

/**
 * How a worker works on a study beside others.
 *
 * @param job the only job to run: its name, or its number in the plan, from 1; empty for all of
 *     which nobody else has hold
 * @param requests ask for jobs one after the other; empty for {@code job}
 * @param most after so many jobs that it ran itself a worker ends
 * @param worker name that an executor gave this process; or empty
 * @param coordinator the claim of the run that started this worker, which ends with it; or empty
 * @param first how the study is prepared if this is the first process that works on it
 */
public record WorkOptions(
    Optional<String> job,
    Optional<JobRequests> requests,
    int most,
    String worker,
    Optional<String> coordinator,
    Set<RunOption> first) {}
