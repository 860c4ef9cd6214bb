package org.parfocal.nd4j.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parfocal.nd4j.NativeBuild;

/** Chooses the native build, of those that a bundle holds, that a machine can run. */
final class NativeBuildChoice {
  /** What GCC may use with {@code -march=skylake-avx512}, the target of that build. */
  private static final Set<String> AVX512 =
      Set.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

  private static final Set<String> AVX2 = Set.of("avx2", "fma");

  private NativeBuildChoice() {}

  /**
   * The choice for this machine; {@code OMP_NUM_THREADS} and {@code OMP_THREAD_LIMIT} are obeyed,
   * as ND4J does.
   *
   * @param cuda whether the bundle holds the build on CUDA, of which there is one
   */
  static NativeBuild forThisMachine(boolean cuda) {
    String platform =
        platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    int threads = threads(System.getenv("OMP_NUM_THREADS"), System.getenv("OMP_THREAD_LIMIT"));
    if (cuda) {
      return new NativeBuild(platform, "-cudnn", threads);
    }
    String extension =
        platform.equals("linux-x86_64") ? extension(features(Path.of("/proc/cpuinfo"))) : "";
    return new NativeBuild(platform, extension, threads);
  }

  static String platform(String osName, String osArch) {
    String name = osName.toLowerCase(Locale.ROOT);
    String system = "linux";
    if (name.startsWith("mac")) {
      system = "macosx";
    } else if (name.startsWith("windows")) {
      system = "windows";
    }
    return system + "-" + (osArch.equals("amd64") ? "x86_64" : osArch);
  }

  static String extension(Set<String> features) {
    if (features.containsAll(AVX2)) {
      return features.containsAll(AVX512) ? "-onednn-avx512" : "-onednn-avx2";
    }
    return "";
  }

  /** Feature flags of the first processor, none if the system does not tell. */
  static Set<String> features(Path cpuinfo) {
    try (Stream<String> lines = Files.lines(cpuinfo, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(
              line ->
                  Set.copyOf(
                      Arrays.asList(line.substring(line.indexOf(':') + 1).trim().split(" +"))))
          .orElse(Set.of());
    } catch (IOException | UncheckedIOException e) {
      return Set.of();
    }
  }

  static int threads(@Nullable String wanted, @Nullable String limit) {
    int threads = number(wanted).orElseGet(() -> Runtime.getRuntime().availableProcessors());
    return Math.min(threads, number(limit).orElse(threads));
  }

  private static OptionalInt number(@Nullable String written) {
    return written != null && written.matches("[1-9][0-9]{0,3}")
        ? OptionalInt.of(Integer.parseInt(written))
        : OptionalInt.empty();
  }
}
