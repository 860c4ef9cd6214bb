package org.parfocal.executor.spark.internal.driver;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Files;
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
 * @param text of the study, for machines that do not see its folder; or {@link #SHARED}
 */
public record WorkerCommand(
    String run,
    String study,
    String directory,
    Map<String, String> variables,
    List<String> words,
    String text)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  /** In place of a study's text where machines see its folder. */
  public static final String SHARED = "";

  /** In place of a study's text that the driver has still to read. */
  public static final String APART = "apart";

  private static final int WORDS = 4;

  /** The resolved study, in its folder. */
  static final String STUDY = "study.yaml";

  private static final String END = "--";

  /** From {@link #arguments()}. */
  static WorkerCommand of(String... arguments) {
    List<String> all = List.of(arguments);
    int end = all.indexOf(END);
    Map<String, String> variables = new LinkedHashMap<>();
    for (String variable : all.subList(WORDS, end)) {
      String[] parts = variable.split("=", 2);
      variables.put(parts[0], parts[1]);
    }
    return new WorkerCommand(
        all.get(0),
        all.get(1),
        all.get(2),
        variables,
        new ArrayList<>(all.subList(end + 1, all.size())),
        all.get(WORDS - 1));
  }

  /** As words of a command line. */
  public List<String> arguments() {
    List<String> all = new ArrayList<>(List.of(run, study, directory, text));
    variables.forEach((name, value) -> all.add(name + "=" + value));
    all.add(END);
    all.addAll(words);
    return all;
  }

  /** Whether the machines do not see the study's folder. */
  boolean isApart() {
    return !text.equals(SHARED);
  }

  /** The same command with the study's text in it, where that is needed. */
  WorkerCommand withText() throws IOException {
    return isApart()
        ? new WorkerCommand(
            run, study, directory, variables, words, Files.readString(Path.of(study, STUDY)))
        : this;
  }

  /** Where a worker logs. */
  Path log(String worker) {
    return Path.of(study, ".workers", worker + ".log");
  }

  /** Where the run looks for jobs that come back. */
  Path arrivals() {
    return Path.of(study, ".workers", "arrived");
  }

  /** Tells which worker an attempt at a task has, as long as it runs. */
  Path note(long attempt) {
    return Path.of(study, ".workers", "%s-task-%d".formatted(run, attempt));
  }
}
