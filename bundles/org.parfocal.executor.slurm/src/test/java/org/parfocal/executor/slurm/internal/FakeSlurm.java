package org.parfocal.executor.slurm.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A Slurm in memory, whose tasks are in the states that a test says. */
final class FakeSlurm implements Commands {
  /** By the names of the arrays, the words for state and reason of each task. */
  final Map<String, Map<Integer, String>> arrays = new LinkedHashMap<>();

  final List<List<String>> asked = new ArrayList<>();
  String refusal = "";
  boolean silent;

  @Override
  public Answer run(List<String> command) throws IOException {
    asked.add(command);
    if (silent) {
      return new Answer(1, "", "squeue: error: Unable to contact slurm controller\n");
    }
    return switch (command.get(0)) {
      case "sbatch" -> submit(command);
      case "squeue" -> new Answer(0, queue(argument(command, "--name=")), "");
      case "scancel" -> cancel(argument(command, "--name="));
      default -> throw new IOException("no such command: " + command);
    };
  }

  private Answer submit(List<String> command) {
    if (!refusal.isEmpty()) {
      return new Answer(1, "", "sbatch: error: " + refusal + "\n");
    }
    int last = Integer.parseInt(argument(command, "--array=0-").replaceFirst("%.*", ""));
    Map<Integer, String> tasks = new TreeMap<>();
    IntStream.rangeClosed(0, last).forEach(task -> tasks.put(task, "PENDING|Resources"));
    arrays.put(argument(command, "--job-name="), tasks);
    return new Answer(0, arrays.size() + "\n", "");
  }

  private String queue(String names) {
    StringBuilder lines = new StringBuilder();
    for (String name : names.split(",")) {
      int job = List.copyOf(arrays.keySet()).indexOf(name) + 1;
      arrays
          .getOrDefault(name, Map.of())
          .forEach(
              (task, words) -> lines.append("%s|%d|%d|%s\n".formatted(name, job, task, words)));
    }
    return lines.toString();
  }

  private Answer cancel(String name) {
    if (arrays.containsKey(name)) {
      arrays.get(name).replaceAll((task, words) -> "CANCELLED|None");
    }
    return new Answer(0, "", "");
  }

  /** Puts a task into another state. */
  void becomes(String array, int task, String words) {
    arrays.computeIfPresent(
        array,
        (name, tasks) -> {
          tasks.put(task, words);
          return tasks;
        });
  }

  String last() {
    return List.copyOf(arrays.keySet()).get(arrays.size() - 1);
  }

  List<List<String>> asked(String name) {
    return asked.stream().filter(command -> command.get(0).equals(name)).toList();
  }

  private static String argument(List<String> command, String start) {
    return command.stream()
        .filter(word -> word.startsWith(start))
        .findFirst()
        .orElseThrow()
        .substring(start.length());
  }
}
