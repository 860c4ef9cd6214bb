package org.parfocal.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An engine and how it is started: {@code ENGINE[+OPTION…]}, for example {@code libtorch+spin}.
 *
 * @param engine the module beside this one that holds it
 * @param options see {@link Benchmark}; those that are not about the process go to the engine
 */
record Peer(String engine, List<String> options) {
  /**
   * Idle native threads spin before they sleep, which is what OpenMP does unless told otherwise.
   */
  private static final String SPIN = "spin";

  /**
   * Freed memory stays with the process instead of being returned to the system after each step.
   */
  private static final String MALLOC = "malloc";

  static Peer of(String text) {
    List<String> words = List.of(text.split("\\+"));
    return new Peer(words.get(0), words.subList(1, words.size()));
  }

  @Override
  public String toString() {
    return options.isEmpty() ? engine : engine + "+" + String.join("+", options);
  }

  boolean libtorch() {
    return engine.equals("libtorch");
  }

  /**
   * The process that serves this engine.
   *
   * @param home folder that holds the modules, built
   */
  ProcessBuilder process(Path home, int threads) {
    List<String> arguments = options.stream().filter(option -> !ofProcess(option)).toList();
    Path script = home.resolve(engine).resolve("peer.py");
    return process(
        threads,
        Files.exists(script)
            ? python(script, arguments)
            : java(home, "org.parfocal.benchmarks." + engine + ".Main", arguments));
  }

  /** The same process with another main class of the module. */
  ProcessBuilder process(Path home, int threads, String main, List<String> arguments) {
    return process(threads, java(home, main, arguments));
  }

  private List<String> java(Path home, String main, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                // JavaCPP's own limits; the machine's is enough.
                "-Dorg.bytedeco.javacpp.maxbytes=0",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                classPath(home.resolve(engine).resolve("target")),
                main));
    command.addAll(arguments);
    return command;
  }

  private static List<String> python(Path script, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getenv().getOrDefault("PYTHON", "python3"));
    command.add(script.toString());
    command.addAll(arguments);
    return command;
  }

  private ProcessBuilder process(int threads, List<String> command) {
    ProcessBuilder process = new ProcessBuilder(command);
    process.redirectError(ProcessBuilder.Redirect.INHERIT);
    configure(process.environment(), threads);
    return process;
  }

  private static boolean ofProcess(String option) {
    return Arrays.asList(SPIN, MALLOC).contains(option);
  }

  private void configure(Map<String, String> environment, int threads) {
    environment.put("OMP_NUM_THREADS", Integer.toString(threads));
    environment.put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
    if (libtorch()) {
      environment.remove("OPENBLAS_CORETYPE"); // its OpenBLAS is new and knows the processor
    }
    if (options.contains(SPIN)) {
      environment.remove("OMP_WAIT_POLICY");
      environment.remove("GOMP_SPINCOUNT");
    } else {
      environment.put("OMP_WAIT_POLICY", "passive");
      environment.put("GOMP_SPINCOUNT", "1000"); // as bin/parfocal
    }
    if (options.contains(MALLOC)) {
      environment.put("MALLOC_ARENA_MAX", "1");
      environment.put("MALLOC_MMAP_MAX_", "0");
      environment.put("MALLOC_TRIM_THRESHOLD_", Long.toString(1L << 40));
    }
  }

  private static String classPath(Path target) {
    try {
      return target.resolve("classes")
          + ":"
          + Files.readString(target.resolve("classpath")).strip();
    } catch (IOException e) {
      throw new EngineException(
          "There is no engine in %s; it should be the class path of parfocal or libtorch, built."
              .formatted(target));
    }
  }
}
