package org.parfocal.statistics.internal;

/** What keeps weights small. */
public enum Penalty {
  /** Sum of absolute weights: many weights become exactly zero. */
  L1,
  /** Half the sum of squared weights. */
  L2
}
