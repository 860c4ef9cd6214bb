package org.parfocal.model.process.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.parfocal.api.OutputException;
import org.parfocal.api.PluginException;

/**
 * Where a program works: a folder for the task in its hand, which goes with it, and the model that
 * it wrote, of which each task has a copy.
 *
 * @param path its own
 */
record WorkFolder(Path path) {
  /** In the folder of a task: the model. */
  static final String MODEL = "model";

  /** In the folder of a task: for the program's temporary files. */
  static final String TEMPORARY = "tmp";

  private static final String TASK = "task";
  private static final int MOST_FILES = 1000;

  /** As archives of models take them. */
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_,=+%~-][A-Za-z0-9._,=+%~-]{0,149}");

  /** A folder of this path, empty now. */
  static WorkFolder at(Path path) {
    WorkFolder folder = new WorkFolder(path);
    folder.remove();
    folder.make(path);
    return folder;
  }

  /** A folder that belongs to no job. */
  static WorkFolder temporary() {
    Path parent =
        Path.of(
            System.getProperty("parfocal.temporary", System.getProperty("java.io.tmpdir", "/tmp")));
    try {
      return new WorkFolder(Files.createTempDirectory(parent, "parfocal-program-"));
    } catch (IOException e) {
      throw unwritable(parent, e);
    }
  }

  /** A new folder for a task. */
  Path task() {
    Path task = path.resolve(TASK);
    remove(task);
    make(task.resolve(TEMPORARY));
    make(task.resolve(MODEL));
    return task;
  }

  /** A new folder for a task that begins with the model. */
  Path taskWithModel() {
    Path task = task();
    saveModel(task.resolve(MODEL));
    return task;
  }

  /**
   * Keeps the model that a task wrote, and removes the rest of it.
   *
   * @throws PluginException if it is none that can be kept
   */
  void keepModel() {
    takeModel(path.resolve(TASK).resolve(MODEL));
    endTask();
  }

  void endTask() {
    remove(path.resolve(TASK));
  }

  /** Takes a model's files from a folder. */
  void takeModel(Path from) {
    copy(from, path.resolve(MODEL));
  }

  /** Copies the model's files. */
  void saveModel(Path to) {
    copy(path.resolve(MODEL), to);
  }

  private void copy(Path from, Path to) {
    make(to);
    for (Path file : files(from)) {
      try {
        Files.copy(file, to.resolve(String.valueOf(file.getFileName())));
      } catch (IOException e) {
        throw unwritable(to, e);
      }
    }
  }

  private static List<Path> files(Path folder) {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.limit(MOST_FILES + 1).sorted().toList();
    } catch (IOException e) {
      throw new OutputException(
          "The model's files in %s cannot be read: %s; train it again."
              .formatted(folder, e.getMessage()),
          e);
    }
    if (files.isEmpty()) {
      throw new PluginException("The program wrote no file into its folder model.");
    }
    if (files.size() > MOST_FILES) {
      throw new PluginException(
          "The program wrote more than %d files into its folder model.".formatted(MOST_FILES));
    }
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      if (!NAME.matcher(name).matches() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new PluginException(
            "The program wrote %s into its folder model; a model is made of plain files with names of letters, digits, dots, hyphens and underscores."
                .formatted(name));
      }
    }
    return files;
  }

  private void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /** Removes all of it. */
  void remove() {
    remove(path);
  }

  private static void remove(Path folder) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new OutputException(
          "The program's folder %s cannot be removed: %s.".formatted(folder, e.getMessage()), e);
    }
  }

  private static OutputException unwritable(Path folder, IOException e) {
    return new OutputException("%s cannot be written: %s.".formatted(folder, e.getMessage()), e);
  }
}
