package org.parfocal.augmentation.dcgan.internal;

/** Where batch normalisation takes mean and variance from. */
enum Pass {
  /** From the batch. */
  TRAINING,
  /** From the batch; they are added to those that are kept. */
  SETTLING,
  /** From what was kept: an image does not depend on the others of its batch. */
  GENERATION
}
