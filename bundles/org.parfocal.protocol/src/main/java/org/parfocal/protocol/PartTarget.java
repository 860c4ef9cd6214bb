package org.parfocal.protocol;

/**
 * What a part of a split should hold, and how bad it is, relative to the other parts, if it lacks
 * something.
 *
 * @param share of the images of each stratum; a part with share 0 stays empty
 * @param lackOfClass if the part holds no image of a class: training cannot do without
 * @param lackOfCell if it holds no image of a class in one domain: such a test part cannot be
 *     scored there, while training and validation pool domains anyway
 */
record PartTarget(double share, int lackOfClass, int lackOfCell) {
  static PartTarget training(double share) {
    return new PartTarget(share, 4, 1);
  }

  static PartTarget validation(double share) {
    return new PartTarget(share, 1, 1);
  }

  static PartTarget test(double share) {
    return new PartTarget(share, 2, 4);
  }
}
