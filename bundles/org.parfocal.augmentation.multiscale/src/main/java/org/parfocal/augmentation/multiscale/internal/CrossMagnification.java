package org.parfocal.augmentation.multiscale.internal;

/** Which magnifications an anchor's partners may have. */
enum CrossMagnification {
  /** Any, the anchor's own included. */
  ANY,
  /** Any but the anchor's own. */
  REQUIRED
}
