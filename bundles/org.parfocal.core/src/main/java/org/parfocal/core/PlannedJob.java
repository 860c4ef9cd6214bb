package org.parfocal.core;

import java.nio.file.Path;

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
    String message) {}
