package org.parfocal.executor.slurm.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;
import org.parfocal.api.OutputException;

/**
 * The folder of an array in that of its study, named like the array: its script, and of each task
 * the log, the worker's name, and the exit code once it ended. It is made before the array is
 * submitted, so that a run that is killed meanwhile finds the array again.
 */
final class WorkerArray {
  private static final Pattern NAME = Pattern.compile("parfocal-[A-Za-z0-9_.-]{1,40}-[0-9a-f]{8}");
  private static final int MOST_CHARACTERS = 40;
  private static final int MOST_BYTES = 100;
  private static final int TAIL_BYTES = 4000;
  private static final String OVER = "over";

  private final Path folder;

  private WorkerArray(Path folder) {
    this.folder = folder;
  }

  /** Those of a study that were not seen to be over. */
  static List<WorkerArray> ofStudy(Path logs) {
    List<WorkerArray> arrays = new ArrayList<>();
    if (!Files.isDirectory(logs, LinkOption.NOFOLLOW_LINKS)) {
      return arrays;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(logs, "parfocal-*")) {
      for (Path folder : folders) {
        if (NAME.matcher(folder.getFileName().toString()).matches()
            && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && !Files.exists(folder.resolve(OVER), LinkOption.NOFOLLOW_LINKS)) {
          arrays.add(new WorkerArray(folder));
        }
      }
      return arrays;
    } catch (IOException e) {
      throw new OutputException("%s cannot be read: %s.".formatted(logs, e.getMessage()), e);
    }
  }

  /** A new one. */
  static WorkerArray create(Path logs, Path study) {
    String title = study.toAbsolutePath().normalize().getFileName().toString();
    title = title.replaceAll("[^A-Za-z0-9_.-]", "-");
    title = title.substring(0, Math.min(MOST_CHARACTERS, title.length()));
    String token = UUID.randomUUID().toString().substring(0, 8);
    Path folder = logs.resolve("parfocal-%s-%s".formatted(title, token));
    try {
      Files.createDirectories(folder);
      return new WorkerArray(folder);
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
  }

  /** The array's name, like that of no other. */
  String name() {
    return folder.getFileName().toString();
  }

  Path folder() {
    return folder;
  }

  Path script() {
    return folder.resolve("task.sh");
  }

  Path log(int task) {
    return folder.resolve(task + ".log");
  }

  void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /** Notes the number that Slurm gave it, for people. */
  void submitted(String job) {
    write(folder.resolve("job"), job + "\n");
  }

  /** Notes that Slurm has no task of it any more. */
  void over() {
    write(folder.resolve(OVER), "");
  }

  /** The name of the worker that a task is; empty if it never began. */
  Optional<String> worker(int task) {
    return small(folder.resolve(task + ".worker"));
  }

  /** The exit code of a task's worker; empty if it has not ended, or was killed with its task. */
  OptionalInt exit(int task) {
    Optional<String> text = small(folder.resolve(task + ".exit"));
    return text.isPresent() && text.get().matches("[0-9]{1,3}")
        ? OptionalInt.of(Integer.parseInt(text.get()))
        : OptionalInt.empty();
  }

  private static Optional<String> small(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether a task's log exists, which Slurm makes before the task begins. */
  boolean hasLog(int task) {
    return Files.isRegularFile(log(task), LinkOption.NOFOLLOW_LINKS);
  }

  /** What a task complained about last, or else its last line; may be empty. */
  String lastWords(int task) {
    if (!hasLog(task)) {
      return "";
    }
    try (RandomAccessFile file = new RandomAccessFile(log(task).toFile(), "r")) {
      file.seek(Math.max(0, file.length() - TAIL_BYTES));
      byte[] tail = new byte[(int) Math.min(file.length(), TAIL_BYTES)];
      file.readFully(tail);
      List<String> lines = new String(tail, StandardCharsets.UTF_8).strip().lines().toList();
      return lines.stream()
          .filter(line -> line.startsWith("error: "))
          .reduce((before, last) -> last)
          .map(line -> line.substring("error: ".length()))
          .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    } catch (IOException e) {
      return "";
    }
  }

  private static OutputException cannotWrite(Path file, IOException cause) {
    return new OutputException(
        "%s cannot be written: %s.".formatted(file, cause.getMessage()), cause);
  }
}
