package org.parfocal.executor.spark.internal.driver;

import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a worker process is started, wherever a task runs.
 *
 * @param run begins the names of this run's workers
 * @param study the study's folder
 * @param directory the working directory
 * @param variables of the environment
 * @param words the command line without the worker's name
 */
public record WorkerCommand(
    String run, String study, String directory, Map<String, String> variables, List<String> words)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private static final String END = "--";

  /** From {@link #arguments()}. */
  static WorkerCommand of(String... arguments) {
    List<String> all = List.of(arguments);
    int end = all.indexOf(END);
    Map<String, String> variables = new LinkedHashMap<>();
    for (String variable : all.subList(3, end)) {
      String[] parts = variable.split("=", 2);
      variables.put(parts[0], parts[1]);
    }
    return new WorkerCommand(
        all.get(0),
        all.get(1),
        all.get(2),
        variables,
        new ArrayList<>(all.subList(end + 1, all.size())));
  }

  /** As words of a command line. */
  public List<String> arguments() {
    List<String> all = new ArrayList<>(List.of(run, study, directory));
    variables.forEach((name, value) -> all.add(name + "=" + value));
    all.add(END);
    all.addAll(words);
    return all;
  }

  /** Where a worker logs. */
  Path log(String worker) {
    return Path.of(study, ".workers", worker + ".log");
  }

  /** Tells which worker an attempt at a task has, as long as it runs. */
  Path note(long attempt) {
    return Path.of(study, ".workers", "%s-task-%d".formatted(run, attempt));
  }
}
