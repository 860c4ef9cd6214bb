package org.parfocal.core;

/** What a run is asked to do otherwise than by default. */
public enum RunOption {
  /** Run failed jobs again; otherwise they stay failed. */
  RETRY_FAILED,
  /** Stop the study at the first failed job. */
  FAIL_FAST,
  /**
   * Leave out images that cannot be read, and count them; otherwise they stop the study before it
   * trains anything.
   */
  SKIP_UNREADABLE,
  /**
   * Read the data's files to see whether they hold what they held; otherwise a file of the same
   * size, times and inode is taken for unchanged.
   */
  CHECK_CONTENT,
  /**
   * Go on where images of several patients have the same pixels; never where one of them is trained
   * on and another one held out.
   */
  ALLOW_SHARED_PIXELS
}
