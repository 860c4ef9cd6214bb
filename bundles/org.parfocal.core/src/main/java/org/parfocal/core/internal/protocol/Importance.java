package org.parfocal.core.internal.protocol;

/**
 * How bad it is if a part of a split lacks something, relative to the other parts.
 *
 * @param lackOfClass if the part holds no image of a class: training cannot do without
 * @param lackOfCell if it holds no image of a class in one domain: such a test part cannot be
 *     scored there, while training and validation pool domains anyway
 */
record Importance(int lackOfClass, int lackOfCell) {
  static final Importance TRAINING = new Importance(4, 1);
  static final Importance VALIDATION = new Importance(1, 1);
  static final Importance TEST = new Importance(2, 4);
}
