package org.parfocal.launcher.cuda;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version of NVIDIA's driver for Linux.
 *
 * @param text for example {@code 535.104.05}
 */
record DriverVersion(String text) implements Comparable<DriverVersion> {
  /**
   * The oldest with which programs of any CUDA 11 run: NVIDIA's minor version compatibility, table
   * 2 of the release notes of CUDA 11.6.
   */
  static final DriverVersion OLDEST = new DriverVersion("450.80.02");

  /** The one that came with CUDA 11.6, table 3 of the same. */
  static final DriverVersion OWN = new DriverVersion("510.39.01");

  private static final String NUMBERS = "[0-9]{1,5}(?:\\.[0-9]{1,5}){1,3}";
  private static final Pattern WHOLE = Pattern.compile(NUMBERS);
  private static final Pattern MODULE =
      Pattern.compile("NVRM version:.*Kernel Module[^0-9]*(?:x86_64)?\\s+(" + NUMBERS + ")\\b");

  /** Reads a version that stands alone; empty for anything else. */
  static Optional<DriverVersion> of(String text) {
    return WHOLE.matcher(text).matches() ? Optional.of(new DriverVersion(text)) : Optional.empty();
  }

  /** Reads {@code /proc/driver/nvidia/version}. */
  static Optional<DriverVersion> ofModule(String file) {
    Matcher matcher = MODULE.matcher(file);
    return matcher.find() ? Optional.of(new DriverVersion(matcher.group(1))) : Optional.empty();
  }

  boolean olderThan(DriverVersion other) {
    return compareTo(other) < 0;
  }

  @Override
  public int compareTo(DriverVersion other) {
    return Arrays.compare(numbers(), other.numbers());
  }

  private int[] numbers() {
    return Arrays.stream(text.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }

  @Override
  public String toString() {
    return text;
  }
}
