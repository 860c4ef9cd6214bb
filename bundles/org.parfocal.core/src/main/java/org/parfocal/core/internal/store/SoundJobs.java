package org.parfocal.core.internal.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parfocal.api.Sha256;
import org.parfocal.api.WholeFile;
import org.parfocal.core.PlannedJob;

/**
 * The finished jobs of a study whose files were read once and found sound, with sizes, times and
 * inodes of these files: as long as none of them changed, a plan need not read them again. They are
 * kept among the user's caches, so that a folder that came from somebody else is always read.
 *
 * <p>One line a job; a cache that cannot be read or written costs time and nothing else.
 */
public final class SoundJobs {
  private static final long MAX_BYTES = 256L << 20;
  private static final String CELL = "\t";

  /** Clocks of file systems tick this coarsely: a younger file may change again unseen. */
  private static final int SETTLED_SECONDS = 3;

  private final Path file;
  private final Path study;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private boolean added;

  /** A job as it was found: its identity, how often it was begun, and its files by their stamps. */
  private record Seen(String identity, int attempts, List<String> files, String stamps) {}

  private SoundJobs(Path file, Path study) {
    this.file = file;
    this.study = study;
  }

  /**
   * Reads what is known.
   *
   * @param caches the folder of the user's caches
   * @param study the study's folder
   */
  public static SoundJobs of(Path caches, Path study) {
    Path folder = study.toAbsolutePath().normalize();
    String name = Sha256.of(folder.toString()).substring(0, 32);
    SoundJobs jobs = new SoundJobs(caches.resolve("sound").resolve(name + ".txt"), folder);
    try {
      jobs.load();
    } catch (IOException | RuntimeException e) {
      jobs.seen.clear();
    }
    return jobs;
  }

  /** How often a job was begun that is done, as long as its files are those that were read. */
  public Optional<Integer> attempts(PlannedJob job) {
    Seen found = seen.get(name(job));
    return found != null
            && found.identity().equals(job.identity().hash())
            && found.stamps().equals(stamps(job.directory(), found.files()).orElse(""))
        ? Optional.of(found.attempts())
        : Optional.empty();
  }

  /** Notes a job that is done, whose files were just read and found sound. */
  public void add(PlannedJob job, JobRecord record) {
    List<String> files =
        Stream.concat(Stream.of(JobFolder.RECORD), record.files().keySet().stream()).toList();
    Optional<String> stamps = stamps(job.directory(), files);
    if (stamps.isPresent() && files.stream().noneMatch(name -> name.contains(CELL))) {
      Seen sound = new Seen(job.identity().hash(), record.attempts(), files, stamps.get());
      seen.put(name(job), sound);
      added = true;
    }
  }

  /** Keeps what was added for later processes. */
  public void keep() {
    if (!added) {
      return;
    }
    String lines =
        seen.entrySet().stream()
            .map(entry -> line(entry.getKey(), entry.getValue()))
            .sorted()
            .collect(Collectors.joining());
    try {
      Files.createDirectories(file.getParent());
      WholeFile.write(file, Sha256.of(lines) + "\n" + lines);
    } catch (IOException e) {
      return; // the next plan reads all files again
    }
  }

  private String name(PlannedJob job) {
    return study.relativize(job.directory().toAbsolutePath().normalize()).toString();
  }

  private static String line(String name, Seen job) {
    List<String> cells = new ArrayList<>();
    cells.addAll(List.of(name, job.identity(), Integer.toString(job.attempts()), job.stamps()));
    cells.addAll(job.files());
    return String.join(CELL, cells) + "\n";
  }

  private void load() throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
      return;
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    int first = text.indexOf('\n') + 1;
    if (first == 0 || !Sha256.of(text.substring(first)).equals(text.substring(0, first - 1))) {
      return;
    }
    text.substring(first)
        .lines()
        .map(line -> List.of(line.split(CELL)))
        .forEach(
            cells ->
                seen.put(
                    cells.get(0),
                    new Seen(
                        cells.get(1),
                        Integer.parseInt(cells.get(2)),
                        List.copyOf(cells.subList(4, cells.size())),
                        cells.get(3))));
  }

  /** Sizes, times and inodes of files; empty if one is no file, or was changed just now. */
  private static Optional<String> stamps(Path folder, List<String> files) {
    Instant settled = Instant.now().minusSeconds(SETTLED_SECONDS);
    StringBuilder stamps = new StringBuilder();
    try {
      for (String name : files) {
        Path file = folder.resolve(name).normalize();
        BasicFileAttributes found =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        FileTime changed =
            file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
                : found.lastModifiedTime();
        if (!found.isRegularFile() || changed.toInstant().isAfter(settled)) {
          return Optional.empty();
        }
        stamps.append(found.size()).append(' ');
        stamps.append(found.lastModifiedTime().toInstant()).append(' ').append(changed.toInstant());
        stamps.append(' ').append(found.fileKey()).append('\n');
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(Sha256.of(stamps.toString()));
  }
}
