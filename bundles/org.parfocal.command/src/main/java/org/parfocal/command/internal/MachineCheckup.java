package org.parfocal.command.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.ConfigurationException;
import org.parfocal.core.CacheBound;

/** Looks at Java, memory, processor and disk. */
final class MachineCheckup {
  private static final long MEGABYTE = 1_000_000;
  private static final int OLDEST_JAVA = 17;
  private static final long SMALL_HEAP_MIB = 512;
  private static final long SMALL_DISK_MIB = 1024;
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private MachineCheckup() {}

  static List<Finding> findings(Path output) {
    return List.of(java(), memory(), processor(), output(output), cache());
  }

  private static Finding cache() {
    try {
      CacheBound cache = CacheBound.ofUser();
      return Finding.ok(
          "cache in " + cache.folder(),
          "%d MB of at most %d MB (PARFOCAL_CACHE and PARFOCAL_CACHE_GB change place and limit)"
              .formatted(cache.used() / MEGABYTE, cache.bytes() / MEGABYTE));
    } catch (ConfigurationException e) {
      return Finding.fail("cache in " + CacheFolder.path(), String.valueOf(e.getMessage()));
    }
  }

  private static Finding java() {
    Runtime.Version version = Runtime.version();
    String told = version + ", " + System.getProperty("java.vm.name", "");
    return version.feature() >= OLDEST_JAVA
        ? Finding.ok("Java", told)
        : Finding.fail("Java", told + "; install Java 17 or newer");
  }

  private static Finding memory() {
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    String told = heap + " MiB Java heap";
    return heap >= SMALL_HEAP_MIB
        ? Finding.ok("memory", told)
        : Finding.warn("memory", told + "; large studies need more: set PARFOCAL_OPTS=-Xmx2g");
  }

  private static Finding processor() {
    String architecture = System.getProperty("os.arch", "");
    int cores = Runtime.getRuntime().availableProcessors();
    String told = "%d cores, %s".formatted(cores, architecture);
    if (!Files.isReadable(CPU_INFO)) {
      return Finding.ok("processor", told);
    }
    Set<String> flags = flags();
    String vectors =
        flags.contains("avx512f") ? "AVX-512" : flags.contains("avx2") ? "AVX2" : "no AVX2";
    return flags.contains("avx2") || !architecture.equals("amd64")
        ? Finding.ok("processor", told + ", " + vectors)
        : Finding.warn(
            "processor", told + ", " + vectors + "; training will be slow without oneDNN");
  }

  private static Set<String> flags() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .stream()
          .flatMap(line -> Stream.of(line.split(" +")))
          .collect(Collectors.toSet());
    } catch (IOException | UncheckedIOException e) {
      return Set.of();
    }
  }

  /** Tries a file in the folder, or in the nearest parent that exists. */
  private static Finding output(Path output) {
    Path folder = output.toAbsolutePath().normalize();
    Path existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    String what = "results in " + folder;
    try {
      Path trial = Files.createTempFile(existing, ".parfocal", ".tmp");
      Files.delete(trial);
      long free = Files.getFileStore(existing).getUsableSpace() >> 20;
      String told = free + " MiB free";
      return free >= SMALL_DISK_MIB
          ? Finding.ok(what, told)
          : Finding.warn(what, told + "; free some space, or set output: to another disk");
    } catch (IOException e) {
      return Finding.fail(
          what, "cannot be written (%s); set output: to a folder that can".formatted(e));
    }
  }
}
