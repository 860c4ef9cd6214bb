package org.parfocal.core.internal.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sections;
import org.parfocal.api.Sha256;
import org.parfocal.api.WholeFile;
import org.parfocal.core.JobState;
import org.parfocal.core.Pseudonyms;

/**
 * Packs finished jobs as a ZIP archive of a study's layout: {@code <variant>/<fold>/seed-<n>/…},
 * {@linkplain PackedWeights weights}, of {@code study.yaml} the metrics, which say by which
 * threshold was scored, where they are wanted {@link PackedImages}, and the {@linkplain ArchiveSums
 * checksums} of all of these.
 */
public final class ArchiveWriter {
  private static final String STUDY = "study.yaml";
  private static final long MAX_STUDY = 16L << 20;
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Disk disk = new Disk();
  private final boolean withWeights;
  private final Optional<Pseudonyms> pseudonyms;
  private final PackedWeights weights;
  private final ArchiveSums sums = new ArchiveSums();

  /**
   * Makes a writer.
   *
   * @param withWeights whether the weights of frozen backbones are packed, too
   * @param together the files that belong to one of weights, with that one
   */
  public ArchiveWriter(
      boolean withWeights, Function<Path, List<Path>> together, Optional<Pseudonyms> pseudonyms) {
    this.withWeights = withWeights;
    this.weights = new PackedWeights(together);
    this.pseudonyms = pseudonyms;
  }

  /**
   * Writes an archive, whole or not at all.
   *
   * @param jobs folders of finished jobs
   * @param images what the models can be tried on, if given
   * @throws OutputException if a job's files are damaged, or the archive cannot be written
   */
  public void write(List<Path> jobs, Path archive, Optional<PackedImages> images) {
    try {
      WholeFile.writeSynced(
          archive,
          out -> {
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            study(jobs.get(0), zip);
            for (Path job : jobs) {
              pack(job, zip);
            }
            if (images.isPresent()) {
              images.get().writeTo((name, content) -> entry(zip, name, content));
            }
            byte[] written = sums.text().getBytes(StandardCharsets.UTF_8);
            entry(zip, ArchiveSums.NAME, file -> file.write(written));
            zip.finish();
          });
      pseudonyms.ifPresent(Pseudonyms::write);
    } catch (IOException e) {
      throw new OutputException("%s cannot be written: %s.".formatted(archive, e.getMessage()), e);
    }
  }

  private void study(Path job, ZipOutputStream zip) throws IOException {
    Path file = job.toAbsolutePath().resolve("../../..").normalize().resolve(STUDY);
    if (Files.isRegularFile(file)) {
      Object metrics = Yaml.parse(disk.read(file, MAX_STUDY)).get(Sections.METRICS);
      if (metrics != null) {
        String text = Yaml.document(PortableConfiguration.of(Map.of(Sections.METRICS, metrics)));
        entry(zip, STUDY, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  private void pack(Path path, ZipOutputStream zip) throws IOException {
    JobFolder folder = new JobFolder(disk, path);
    JobRecord record =
        folder
            .record()
            .filter(found -> found.state() == JobState.DONE)
            .orElseThrow(() -> new IOException(path + " holds no finished job"));
    String damage = folder.damageOfModel(record).orElse("");
    if (!damage.isEmpty()) {
      throw new IOException("of " + path + " " + damage);
    }
    try {
      PackedJob job = new PackedJob(disk, folder, record, pseudonyms);
      Map<String, String> packed = new TreeMap<>();
      if (withWeights) {
        for (Map.Entry<String, Path> option : job.weights().entrySet()) {
          String place =
              weights.pack(option.getValue(), (name, content) -> entry(zip, name, content));
          packed.put(option.getKey(), place);
        }
      }
      String prefix = JobFolder.path(Path.of(""), record.key()) + "/";
      job.writeTo((name, content) -> entry(zip, prefix + name, content), packed);
    } catch (IOException e) {
      throw new IOException("job %s: %s".formatted(record.key(), e.getMessage()), e);
    }
  }

  private void entry(ZipOutputStream zip, String name, Disk.Content content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    Sha256 sum = new Sha256();
    content.writeTo(sum.writing(zip));
    zip.closeEntry();
    sums.put(name, sum.hex());
  }
}
