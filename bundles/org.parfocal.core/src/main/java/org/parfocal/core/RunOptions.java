package org.parfocal.core;

/**
 * How to run.
 *
 * @param retryFailed run failed jobs again; otherwise they stay failed
 * @param failFast stop the study at the first failed job
 * @param skipUnreadable leave out images that cannot be read, and count them; otherwise they stop
 *     the study before it trains anything
 */
public record RunOptions(boolean retryFailed, boolean failFast, boolean skipUnreadable) {}
