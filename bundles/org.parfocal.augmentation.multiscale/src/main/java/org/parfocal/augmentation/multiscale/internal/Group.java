package org.parfocal.augmentation.multiscale.internal;

/** What is drawn at once. */
enum Group {
  /** One image. */
  SINGLE,
  /** An anchor and, by a fair coin, another image of its class or an image of another class. */
  PAIR,
  /** An anchor, another image of its class, an image of another class. */
  TRIPLET,
  /** One place, or one class of one patient, at every magnification. */
  PYRAMID
}
