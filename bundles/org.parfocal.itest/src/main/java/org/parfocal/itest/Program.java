package org.parfocal.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.parfocal.core.StoredStudy;

/** The program {@code bin/parfocal}, run as a process of its own in a folder. */
public final class Program {
  /** The system property that names the folder of the distribution. */
  public static final String DISTRIBUTION = "parfocal.distribution";

  private static final long LIMIT_SECONDS = 300;

  private final Path home;
  private final Path folder;
  private final Map<String, String> environment;

  private Program(Path home, Path folder, Map<String, String> environment) {
    this.home = home;
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * The folder that the system property {@link #DISTRIBUTION} names.
   *
   * @throws IllegalStateException if it names none that holds {@code bin/parfocal}
   */
  public static Path distribution() {
    String named = System.getProperty(DISTRIBUTION, "");
    Path home = Path.of(named).toAbsolutePath().normalize();
    if (named.isEmpty() || !Files.isRegularFile(home.resolve("bin/parfocal"))) {
      throw new IllegalStateException(
          "The system property %s is '%s', which is no folder with bin/parfocal in it; let the build unpack the distribution before its integration tests."
              .formatted(DISTRIBUTION, named));
    }
    return home;
  }

  /** Runs with this folder as the working directory. */
  public static Program in(Path folder) {
    return new Program(distribution(), folder, Map.of());
  }

  /** The same from another distribution. */
  public Program from(Path other) {
    return new Program(other, folder, environment);
  }

  /** The same with plugins from one more folder. */
  public Program withPlugins(Path plugins) {
    return with("PARFOCAL_PLUGINS", plugins.toString());
  }

  /** The same with a cache that nobody else uses. */
  public Program withCache(Path cache) {
    return with("PARFOCAL_CACHE", cache.toString());
  }

  /** The same with one more variable. */
  public Program with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Program(home, folder, Map.copyOf(more));
  }

  /** The folder that it runs in. */
  public Path folder() {
    return folder;
  }

  /**
   * Runs a study to its end, in a folder of its own below this one, and reads back what it left.
   *
   * @param file the study, relative to the test's working directory
   * @param options for the command line, such as {@code seeds=[13]} or {@code --quiet}
   * @throws AssertionError with all that was said, if the exit code is not 0
   */
  public StoredStudy study(Path file, String... options) throws IOException, InterruptedException {
    Path output = Files.createTempDirectory(folder, "studies");
    List<String> arguments = new ArrayList<>(List.of("run", file.toAbsolutePath().toString()));
    arguments.addAll(List.of(options));
    arguments.add("output=" + output);
    run(0, arguments.toArray(String[]::new));
    try (Stream<Path> studies = Files.list(output)) {
      return StoredStudy.open(studies.findFirst().orElseThrow());
    }
  }

  /** Runs to the end. */
  public Ended run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).await();
  }

  /** Runs to the end, which must be with this exit code. */
  public Ended run(int code, String... arguments) throws IOException, InterruptedException {
    Ended ended = run(arguments);
    Assertions.assertThat(ended.code()).as(ended.said()).isEqualTo(code);
    return ended;
  }

  /** Starts and comes back at once. */
  public Running start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("os.name").equals("Linux")) {
      // A build that runs in the background ignores SIGINT, and so would its children.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(home.resolve("bin/parfocal").toString());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    // Studies of tests end before the second compiler has repaid its work.
    builder.environment().put("PARFOCAL_OPTS", "-XX:TieredStopAtLevel=1");
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  /** A process that was started. */
  public record Running(Process process, Path out, Path err) {
    /** Waits for its end. */
    public Ended await() throws IOException, InterruptedException {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        Assertions.fail("parfocal did not end within %d s: %s", LIMIT_SECONDS, soFar());
      }
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** What Ctrl-C does. */
    public void interrupt() throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /** What {@code kill -9} does. */
    public void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    private String soFar() throws IOException {
      return Files.readString(out) + Files.readString(err);
    }
  }

  /**
   * A process that ended.
   *
   * @param code exit code
   * @param out standard output
   * @param err standard error
   */
  public record Ended(int code, String out, String err) {
    /** All that it wrote. */
    public String said() {
      return out + err;
    }
  }
}
