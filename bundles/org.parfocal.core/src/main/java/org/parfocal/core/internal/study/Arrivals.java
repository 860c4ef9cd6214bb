package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.parfocal.api.OutputException;
import org.parfocal.api.PluginException;
import org.parfocal.core.JobKey;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.internal.store.BroughtJob;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;

/**
 * Takes in jobs that ended where the study's folder is not seen. A worker there made a plan of its
 * own: only what it did under the identity that was planned here, and whole, becomes a result.
 */
final class Arrivals {
  private static final String ENDING = ".zip";

  private final Disk disk;
  private final Path folder;
  private final Following following;

  /**
   * Looks at nothing yet.
   *
   * @param folder which an executor may fill; need not exist
   */
  Arrivals(Disk disk, Path folder, Following following) {
    this.disk = disk;
    this.folder = folder;
    this.following = following;
  }

  /** Forgets what an earlier run did not take in: it may have planned otherwise. */
  void forget() {
    if (Files.isDirectory(folder)) {
      disk.remove(folder);
    }
  }

  /**
   * Publishes what arrived.
   *
   * @param open jobs that are waited for
   * @throws PluginException if a job came back otherwise than it was planned
   */
  void take(List<PlannedJob> open) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(ENDING)).toList()) {
        if (take(file, open)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new OutputException("%s cannot be read: %s.".formatted(folder, e.getMessage()), e);
    }
  }

  private boolean take(Path file, List<PlannedJob> open) throws IOException {
    JobKey key = BroughtJob.record(file).key();
    Optional<PlannedJob> job = open.stream().filter(one -> one.key().equals(key)).findFirst();
    if (job.isEmpty()) {
      return true; // it came twice
    }
    Path unpacked = folder.resolve(file.getFileName() + ".unpacked");
    if (Files.exists(unpacked)) {
      disk.remove(unpacked); // of a run that was killed
    }
    BroughtJob.unpack(file, unpacked);
    JobFolder brought = new JobFolder(disk, unpacked);
    JobRecord record = brought.record().orElseThrow(() -> new IOException("it holds no record"));
    require(job.get(), brought, record);
    return following.publish(job.get(), brought);
  }

  private static void require(PlannedJob job, JobFolder brought, JobRecord record) {
    if (!record.identity().equals(job.identity())) {
      throw new PluginException(
          "Job %s was not run as it is planned here, because %s."
              .formatted(job.key(), job.identity().differenceFrom(record.identity())));
    }
    if (!record.state().isFinal()) {
      throw new PluginException("Job %s came back before it ended.".formatted(job.key()));
    }
    brought
        .damageOfModel(record)
        .ifPresent(
            damage -> {
              throw new PluginException(
                  "What came back of job %s is damaged: %s.".formatted(job.key(), damage));
            });
  }
}
