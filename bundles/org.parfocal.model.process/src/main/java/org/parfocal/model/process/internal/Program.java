package org.parfocal.model.process.internal;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.parfocal.api.OutputException;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sha256;

/**
 * A program that may run.
 *
 * @param file its real path
 * @param sha256 of its bytes
 * @param arguments that follow the task and the folder
 * @param bounds what it may take
 */
record Program(Path file, String sha256, List<String> arguments, Bounds bounds) {
  /** Variables that it is given as they are; all others stay away from it. */
  private static final List<String> VARIABLES =
      List.of(
          "PATH",
          "HOME",
          "USER",
          "LANG",
          "LC_ALL",
          "LD_LIBRARY_PATH",
          "VIRTUAL_ENV",
          "CONDA_PREFIX",
          "OMP_NUM_THREADS",
          "CUDA_VISIBLE_DEVICES",
          "CUDA_DEVICE_ORDER");

  /** Libraries that have a number of threads of their own. */
  private static final List<String> THREADS = List.of("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS");

  static Program of(Path file, List<String> arguments, Bounds bounds) {
    try {
      return new Program(file, Sha256.ofFile(file), arguments, bounds);
    } catch (IOException e) {
      throw new OutputException(
          "The program %s cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Runs to its end.
   *
   * @param task {@code fit} or {@code predict}
   * @param folder where its request lies, which is its working directory
   * @param log where it prints; what is there stays
   * @param stop asked several times a second; throws if the user stopped the job
   * @throws PluginException if it cannot be started, fails, or takes more than it may; says what it
   *     printed last
   */
  void run(String task, Path folder, Path log, Runnable stop) {
    List<String> command = new ArrayList<>(List.of(file.toString(), task, folder.toString()));
    command.addAll(arguments);
    ProgramLog printed = ProgramLog.of(log);
    stop.run();
    try (RunningProgram running =
        new RunningProgram(start(command, folder, log), printed, bounds, stop)) {
      running.await().ifPresent(what -> fail(what, task, printed));
    } catch (IOException e) {
      throw new PluginException(
          "The program %s does not start: %s.".formatted(file, e.getMessage()), e);
    }
  }

  private Process start(List<String> command, Path folder, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(ParentDeath.bound(bounds.limited(command)))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(Redirect.appendTo(log.toFile()));
    reduce(builder.environment(), folder);
    return builder.start();
  }

  private void fail(String what, String task, ProgramLog printed) {
    throw new PluginException(
        "The program %s %s in its task %s%s".formatted(file, what, task, printed.lastWords()));
  }

  private static void reduce(Map<String, String> environment, Path folder) {
    String threads = environment.getOrDefault("OMP_NUM_THREADS", "1");
    environment.keySet().retainAll(VARIABLES);
    THREADS.forEach(variable -> environment.put(variable, threads));
    environment.put("TMPDIR", folder.resolve(WorkFolder.TEMPORARY).toString());
    // Sets of strings in the same order in every run, and no files beside the program.
    environment.put("PYTHONHASHSEED", "0");
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
  }
}
