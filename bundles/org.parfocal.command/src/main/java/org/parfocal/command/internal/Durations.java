package org.parfocal.command.internal;

import java.time.Duration;
import java.util.Locale;

/** Times for people. */
final class Durations {
  private Durations() {}

  static String shown(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    if (seconds < 3600) {
      return "%d min %02d s".formatted(seconds / 60, seconds % 60);
    }
    return "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
