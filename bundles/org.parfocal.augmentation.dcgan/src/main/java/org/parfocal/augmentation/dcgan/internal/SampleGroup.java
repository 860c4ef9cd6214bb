package org.parfocal.augmentation.dcgan.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Sample;

/**
 * Real training samples that share a generator.
 *
 * @param name for people: the class, and the magnification where it decides
 * @param label of all samples
 * @param magnification of all samples; null if they differ, or if it is unknown
 * @param samples not empty
 */
record SampleGroup(String name, int label, @Nullable String magnification, List<Sample> samples) {
  SampleGroup {
    samples = List.copyOf(samples);
  }

  /**
   * What tells groups apart.
   *
   * @param magnification empty where it does not decide, or is unknown
   */
  record Cell(int label, String magnification) {}
}
