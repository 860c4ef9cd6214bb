package org.parfocal.executor.slurm.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.WorkOrder;

/**
 * The shell script of an array's tasks. It starts a worker, hands on the signal that tells it to
 * stop, and leaves two small files in the array's folder: which worker a task is, and how it ended.
 * Whatever comes from elsewhere stands in it as one quoted word.
 */
final class TaskScript {
  private static final String TEXT =
      """
      #!/bin/bash
      # A worker of Parfocal as a task of a Slurm array. Written by parfocal run, which submitted it.
      folder=%s
      task=${SLURM_ARRAY_TASK_ID:?}
      name=slurm-$SLURM_ARRAY_JOB_ID-$task-${SLURM_RESTART_COUNT:-0}
      if [ ! -d "$folder" ]; then
        echo "error: Node $(hostname) does not see $folder." >&2
        exit 6
      fi
      leave() {
        echo "$2" > "$folder/.$task.$1" && mv "$folder/.$task.$1" "$folder/$task.$1"
      }
      ended() {
        leave exit "$1"
        exit "$1"
      }
      worker=
      stop() {
        [ -n "$worker" ] || ended 130
        kill -TERM "$worker" 2>/dev/null
      }
      trap stop TERM
      rm -f "$folder/$task.exit"
      leave worker "$name"
      echo "worker $name on $(hostname), $(date '+%%F %%T')"
      # Chosen for the processor of the machine that submitted this; bin/parfocal chooses again.
      unset OPENBLAS_CORETYPE
      # Results depend on it, and the study was planned with it.
      export OMP_NUM_THREADS=%s
      %s%s --worker "$name" &
      worker=$!
      # A signal ends the wait and not the worker.
      while :; do
        wait "$worker"
        code=$?
        kill -0 "$worker" 2>/dev/null || break
      done
      ended "$code"
      """;

  private TaskScript() {}

  /**
   * Writes it.
   *
   * @param folder of the array
   * @throws ConfigurationException if a path or setting has a line break, which no script can hold
   */
  static String of(WorkOrder order, ArraySettings settings, Path folder) {
    String command =
        order.command().stream().map(TaskScript::quoted).collect(Collectors.joining(" "));
    if (settings.jobs() > 0) {
      command += " --most " + settings.jobs();
    }
    return TEXT.formatted(
        quoted(folder.toString()), quoted(settings.threads()), setup(settings.setup()), command);
  }

  private static String setup(String file) {
    if (file.isEmpty()) {
      return "";
    }
    String word = quoted(file);
    return List.of(
            "if ! . %s; then".formatted(word),
            "  echo \"error: \"%s\" failed, which %s names.\" >&2".formatted(word, Slurm.SETUP),
            "  ended 2",
            "fi",
            "")
        .stream()
        .collect(Collectors.joining("\n"));
  }

  /** One word of a shell. */
  static String quoted(String word) {
    if (word.chars().anyMatch(Character::isISOControl)) {
      throw new ConfigurationException(
          "Slurm's script cannot hold a line break or another control character: %s."
              .formatted(word.replaceAll("\\p{Cntrl}", "?")));
    }
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
