package org.parfocal.core;

/**
 * How to run.
 *
 * @param retryFailed run failed jobs again; otherwise they stay failed
 * @param failFast stop the study at the first failed job
 * @param skipUnreadable leave out images that cannot be read, and count them; otherwise they stop
 *     the study before it trains anything
 * @param checkContent read the data's files to see whether they hold what they held; otherwise a
 *     file of the same size, times and inode is taken for unchanged
 * @param sharedPixels go on where images of several patients have the same pixels; never where one
 *     of them is trained on and another one held out
 */
public record RunOptions(
    boolean retryFailed,
    boolean failFast,
    boolean skipUnreadable,
    boolean checkContent,
    boolean sharedPixels) {}
