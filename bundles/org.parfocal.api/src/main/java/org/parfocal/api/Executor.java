package org.parfocal.api;

/**
 * Starts processes that work on a study: on this machine, by a batch system, in a cluster. All that
 * a worker needs to know is its command line and the study's folder, which it must see under the
 * same path; it claims jobs in that folder, runs them and publishes their results there. So an
 * executor hands out no jobs and gathers no results, and what a study gives does not depend on it.
 * One whose machines see no common folder can hand out jobs by their names, and bring back their
 * folders to {@link WorkOrder#arrivals()}.
 */
public interface Executor {
  /**
   * Starts workers. Where {@link WorkOrder#detached()}, nobody looks after them, and nobody closes
   * them.
   *
   * @throws ConfigurationException if they are to be detached and cannot live without the run
   * @throws ParfocalException if none can be started; says what to do
   */
  Workers start(WorkOrder order);
}
