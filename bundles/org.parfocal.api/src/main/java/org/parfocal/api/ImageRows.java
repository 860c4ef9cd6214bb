package org.parfocal.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Is given an image row by row. */
@ConsumerType
public interface ImageRows {
  /** Comes first: columns and rows, each at least 1. */
  void size(int width, int height);

  /**
   * The next row, from the top; as many as {@link #size} said.
   *
   * @param rgb unsigned bytes, good during the call; not to be changed
   * @param from where the row begins in it
   */
  void row(byte[] rgb, int from);
}
