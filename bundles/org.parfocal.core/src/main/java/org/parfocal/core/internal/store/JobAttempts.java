package org.parfocal.core.internal.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.internal.claim.NumberedEntries;

/**
 * The attempts at one job, beside its folder: {@code seed-3.attempts/attempt-1} and so on, with the
 * claims on the job. An attempt runs in its own folder and is published by one rename, which fails
 * where a result stands already: so two attempts at once harm neither each other nor the result.
 *
 * <p>What an attempt that was killed left goes on: its folder becomes that of the next one, with
 * its record and its checkpoint. A process that still wrote there finds its folder gone.
 */
public final class JobAttempts {
  private static final String ENDING = ".attempts";
  private static final String ATTEMPT = "attempt-";

  private final Disk disk;
  private final Path job;
  private final Path folder;

  /**
   * Of a job.
   *
   * @param job its folder, which need not exist
   */
  public JobAttempts(Disk disk, Path job) {
    this.disk = disk;
    this.job = job;
    this.folder = folder(job);
  }

  /** The folder of the attempts at a job, and of the claims on it. */
  public static Path folder(Path job) {
    return job.resolveSibling(job.getFileName() + ENDING);
  }

  /**
   * Whether there is anything of a job. Each folder is looked at once, however many jobs are asked
   * for, which is what a look at a large study takes on a slow file system.
   */
  public static Predicate<PlannedJob> begun() {
    Map<Path, Set<String>> names = new HashMap<>();
    return job -> {
      Path name = job.directory().getFileName();
      Set<String> there =
          names.computeIfAbsent(job.directory().resolveSibling(""), JobAttempts::names);
      return there.contains(name.toString()) || there.contains(name + ENDING);
    };
  }

  private static Set<String> names(Path folder) {
    Set<String> names = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    } catch (IOException | DirectoryIteratorException e) {
      return names; // nothing was begun there yet, or the next look shows it
    }
    return names;
  }

  /** Whether a folder has the name of one that holds attempts. */
  static boolean isFolder(Path folder) {
    return String.valueOf(folder.getFileName()).endsWith(ENDING);
  }

  /** The folder of the last one, of whatever state; empty if there is none. */
  public Optional<JobFolder> last() {
    try {
      return Optional.ofNullable(all().lastEntry())
          .map(entry -> new JobFolder(disk, entry.getValue()));
    } catch (IOException e) {
      throw Disk.cannotWrite(folder, e);
    }
  }

  /**
   * Makes the folder of a new attempt, which holds the record of the last one.
   *
   * @param number of the claim under which it runs
   * @param goesOn whether it goes on from the checkpoint of the last one
   */
  public JobFolder begin(int number, boolean goesOn) {
    Path attempt = folder.resolve(ATTEMPT + number);
    try {
      NavigableMap<Integer, Path> before = all();
      Path from = Files.exists(job, LinkOption.NOFOLLOW_LINKS) ? job : null;
      for (Path earlier : before.descendingMap().values()) {
        if (from == null) {
          from = earlier;
        } else {
          disk.remove(earlier);
        }
      }
      if (from != null && !from.equals(attempt)) {
        disk.rename(from, attempt);
      }
    } catch (IOException e) {
      throw Disk.cannotWrite(attempt, e);
    }
    JobFolder begun = new JobFolder(disk, attempt);
    begun.makeEmpty(goesOn);
    return begun;
  }

  /**
   * Makes an attempt the job's result.
   *
   * @return false if the attempt is no longer there, or a result stands already
   */
  public boolean publish(JobFolder attempt) {
    try {
      disk.beforeStep("rename", job);
      Files.move(attempt.directory(), job, StandardCopyOption.ATOMIC_MOVE);
      disk.sync(job.getParent());
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (FileSystemException e) {
      if (Files.exists(job, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      throw Disk.cannotWrite(job, e);
    } catch (IOException e) {
      throw Disk.cannotWrite(job, e);
    }
  }

  /** Removes all that attempts left. */
  public void clear() {
    try {
      all().values().forEach(disk::remove);
    } catch (IOException e) {
      throw Disk.cannotWrite(folder, e);
    }
  }

  private NavigableMap<Integer, Path> all() throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return Collections.emptyNavigableMap();
    }
    NavigableMap<Integer, Path> attempts = NumberedEntries.of(folder, ATTEMPT);
    attempts.values().removeIf(entry -> !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS));
    return attempts;
  }
}
