package org.parfocal.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The machine that measures. */
final class Machine {
  private Machine() {}

  /** Processor, cores, Java, and what else is running. */
  static String describe() throws IOException {
    String processor =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .findFirst()
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .orElse(System.getProperty("os.arch", "unknown processor"));
    return String.format(
        Locale.ROOT,
        "%s, %d cores, Java %s; load before: %s",
        processor,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature(),
        Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
  }
}
