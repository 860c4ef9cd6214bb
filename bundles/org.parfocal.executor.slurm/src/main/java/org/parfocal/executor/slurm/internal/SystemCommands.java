package org.parfocal.executor.slurm.internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** The commands that are installed, with bounds on how long they take and how much they say. */
final class SystemCommands implements Commands {
  private static final long LIMIT_SECONDS = 90;
  private static final int MOST_BYTES = 4 << 20;
  private static final String CONFIGURATION = "SLURM_CONF";
  private static final String CLUSTERS = "SLURM_CLUSTERS";

  @Override
  public Answer run(List<String> command) throws IOException {
    Path out = Files.createTempFile("parfocal-slurm", ".out");
    Path err = Files.createTempFile("parfocal-slurm", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      // Where this program is itself a job of Slurm, its variables would shape the workers' job.
      builder
          .environment()
          .keySet()
          .removeIf(
              name ->
                  name.startsWith("SLURM_")
                      && !name.equals(CONFIGURATION)
                      && !name.equals(CLUSTERS));
      int code = await(builder.start(), command.get(0));
      return new Answer(code, text(out), text(err));
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }

  private static int await(Process process, String name) throws IOException {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("%s did not end within %d s".formatted(name, LIMIT_SECONDS));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("stopped while " + name + " ran");
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
  }
}
