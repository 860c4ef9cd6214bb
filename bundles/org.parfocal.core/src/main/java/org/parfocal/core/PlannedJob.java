package org.parfocal.core;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A job of a plan with what is known of it from the disk.
 *
 * @param key names it
 * @param identity everything that decides its result
 * @param directory its folder
 * @param state {@link JobState#PLANNED} if there is no record of this identity
 * @param attempts how often it was begun
 * @param message why it failed, or why it is run again; or empty
 */
public record PlannedJob(
    JobKey key,
    JobIdentity identity,
    Path directory,
    JobState state,
    int attempts,
    String message) {
  /** A job of which nothing is known from the disk. */
  public PlannedJob(JobKey key, JobIdentity identity, Path directory) {
    this(key, identity, directory, JobState.PLANNED, 0, "");
  }

  /** The same job as it stands now. */
  public PlannedJob with(JobState now, int begun, String why) {
    return new PlannedJob(key, identity, directory, now, begun, why);
  }

  /** The job as every file and the terminal write it, without its place on this machine. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("job", key.toString());
    members.put("variant", key.variant());
    members.put("fold", key.fold());
    members.put("seed", key.seed());
    members.put("identity", identity.hash());
    members.put("state", state.label());
    members.put("attempts", attempts);
    members.put("message", message);
    return members;
  }
}
