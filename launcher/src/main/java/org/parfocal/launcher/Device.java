package org.parfocal.launcher;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where the user wants networks to be computed. */
enum Device {
  /** On the GPU where that is possible, else on the CPU. */
  AUTO,
  /** On the CPU; nothing is looked at. */
  CPU,
  /** On the GPU, or not at all. */
  CUDA;

  /** Launcher's option, which wins over the variable. */
  static final String OPTION = "--device";

  /** Environment variable. */
  static final String VARIABLE = "PARFOCAL_DEVICE";

  /**
   * Reads one.
   *
   * @param where it is written
   * @throws LaunchException if there is none of this name
   */
  static Device of(String word, String where) throws LaunchException {
    for (Device device : values()) {
      if (device.word().equalsIgnoreCase(word.strip())) {
        return device;
      }
    }
    throw LaunchException.usage(
        "%s is \"%s\"; it can be %s."
            .formatted(
                where,
                word,
                Arrays.stream(values()).map(Device::word).collect(Collectors.joining(", "))));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
