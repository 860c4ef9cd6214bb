package org.parfocal.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.OutputException;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;

/**
 * Finds the jobs that stand below a folder: that of a job, of a fold, of a variant, or of a study.
 *
 * @param jobs folders of the jobs that are done, by name
 * @param unfinished how many others there are
 */
public record ModelFolders(List<Path> jobs, int unfinished) {
  private static final int LEVELS_OF_A_STUDY = 3;
  private static final String SEED = "seed-\\d+|seed--\\d+";

  public ModelFolders {
    jobs = List.copyOf(jobs);
  }

  /** Whether this is a folder that holds jobs. */
  public static boolean isOne(Path folder) {
    return Files.isDirectory(folder) && !folders(folder).isEmpty();
  }

  /**
   * Finds the jobs of one variant.
   *
   * @param shown what sentences call the folder
   * @throws ConfigurationException if they are of several variants, which are no models of one kind
   */
  public static ModelFolders ofOneVariant(Path folder, String shown) {
    List<String> variants =
        folders(folder).stream().map(job -> record(job).key().variant()).distinct().toList();
    if (variants.size() > 1) {
      throw new ConfigurationException(
          "%s holds models of %d variants (%s); give the folder of one of them."
              .formatted(shown, variants.size(), String.join(", ", variants)));
    }
    return all(folder, shown);
  }

  /**
   * Finds all jobs.
   *
   * @param shown what sentences call the folder
   */
  public static ModelFolders all(Path folder, String shown) {
    List<Path> jobs = Files.isDirectory(folder) ? folders(folder) : List.of();
    List<Path> done = jobs.stream().filter(job -> record(job).state() == JobState.DONE).toList();
    if (done.isEmpty()) {
      throw new OutputException(
          "%s holds no finished job; give the folder of a job that is done, or of its study."
              .formatted(shown));
    }
    return new ModelFolders(done, jobs.size() - done.size());
  }

  private static JobRecord record(Path job) {
    try {
      return new JobFolder(new Disk(), job)
          .record()
          .orElseThrow(() -> new IOException("there is none"));
    } catch (IOException e) {
      throw new OutputException(
          "%s cannot be read (%s); run the study again."
              .formatted(job.resolve(JobFolder.RECORD), e.getMessage()),
          e);
    }
  }

  private static List<Path> folders(Path folder) {
    if (isJob(folder)) {
      return List.of(folder);
    }
    List<Path> level = List.of(folder);
    for (int depth = 0; depth < LEVELS_OF_A_STUDY; depth++) {
      level = level.stream().flatMap(parent -> children(parent).stream()).toList();
      List<Path> jobs =
          level.stream()
              .filter(path -> path.getFileName().toString().matches(SEED) && isJob(path))
              .toList();
      if (!jobs.isEmpty()) {
        return jobs;
      }
    }
    return List.of();
  }

  private static boolean isJob(Path folder) {
    return Files.isRegularFile(folder.resolve(JobFolder.RECORD));
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .filter(path -> !InnerFold.isOne(path.getFileName().toString()))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new OutputException(
          "The folder %s cannot be read: %s.".formatted(folder, e.getMessage()), e);
    }
  }
}
