package org.parfocal.launcher.cuda;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Programs in the absolute folders of a PATH; what they write is cut at 64 KiB, and what they run
 * longer than the limit is killed.
 *
 * @param path folders, separated as in the environment variable
 * @param limit of one run
 */
public record PathCommands(String path, Duration limit) implements Commands {
  private static final int LONGEST = 1 << 16;

  @Override
  public Optional<Ended> run(String program, List<String> arguments) {
    return find(program).map(file -> run(file, arguments));
  }

  private Optional<Path> find(String program) {
    for (String folder : path.split(File.pathSeparator, -1)) {
      try {
        Path file = Path.of(folder).resolve(program);
        // A relative folder would depend on the working directory.
        if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)) {
          return Optional.of(file);
        }
      } catch (InvalidPathException e) {
        continue;
      }
    }
    return Optional.empty();
  }

  private Ended run(Path file, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(arguments);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return new Ended(Ended.CUT_OFF, "cannot be started");
    }
    try {
      // Read elsewhere: a child of the program may keep the stream open after its end.
      CompletableFuture<String> output =
          CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
      String text = output.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
          ? new Ended(process.exitValue(), text)
          : tooLong();
    } catch (TimeoutException e) {
      return tooLong();
    } catch (ExecutionException e) {
      return new Ended(Ended.CUT_OFF, "cannot be read");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ended(Ended.CUT_OFF, "was interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Ended tooLong() {
    return new Ended(
        Ended.CUT_OFF, "gave no answer within %d s".formatted(Math.max(1, limit.toSeconds())));
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readNBytes(LONGEST), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
