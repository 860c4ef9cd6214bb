package org.parfocal.augmentation.dcgan.internal;

import java.util.List;
import java.util.stream.Collectors;
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
  private static final int NAMED = 5;

  SampleGroup {
    samples = List.copyOf(samples);
  }

  /** For a sentence: a few names, and how many more there are. */
  static String named(List<String> groups) {
    String few = groups.stream().limit(NAMED).collect(Collectors.joining(", "));
    return groups.size() > NAMED ? few + " and " + (groups.size() - NAMED) + " more" : few;
  }

  /**
   * What tells groups apart.
   *
   * @param magnification empty where it does not decide, or is unknown
   */
  record Cell(int label, String magnification) {}
}
