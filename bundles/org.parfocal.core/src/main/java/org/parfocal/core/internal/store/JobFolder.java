package org.parfocal.core.internal.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;
import org.parfocal.api.Sha256;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.internal.store.JobRecord.StoredFile;

/** The folder of one job. */
public final class JobFolder {
  /** State of the job. */
  public static final String RECORD = "job.json";

  /** What the model said of each sample. */
  public static final String PREDICTIONS = "predictions.csv";

  /** What the decisions were made on. */
  public static final String EMBEDDINGS = "embeddings.npy";

  /** What is told of the tested samples. */
  public static final String SAMPLES = "samples.csv";

  /** What scores are made of. */
  static final Set<String> SCORED = Set.of(PREDICTIONS, SAMPLES, EMBEDDINGS);

  /** By what the training images are known again. */
  public static final String TRAINED_ON = "trained-on.csv";

  /** The configuration of the job. */
  public static final String CONFIGURATION = "config.yaml";

  /** One line an epoch. */
  public static final String HISTORY = "history.jsonl";

  /** From where a job that was stopped goes on. */
  public static final String CHECKPOINT = "checkpoint";

  /** The fitted model. */
  public static final String MODEL = "model";

  static final int MAX_RECORD_BYTES = 16 << 20;
  private static final long MAX_PREDICTION_BYTES = 1L << 30;
  private static final int SHORT_IDENTITY = 8;

  private final Disk disk;
  private final Path directory;

  public JobFolder(Disk disk, Path directory) {
    this.disk = disk;
    this.directory = directory;
  }

  /** The folder of a job below its study's folder. */
  public static Path path(Path study, JobKey key) {
    return study
        .resolve(FolderName.of(key.variant()))
        .resolve(FolderName.of(key.fold()))
        .resolve("seed-" + key.seed());
  }

  public Path directory() {
    return directory;
  }

  /** A file or folder of the job. */
  public Path resolve(String name) {
    return directory.resolve(name);
  }

  /**
   * The record, or empty if there is none.
   *
   * @throws IOException if it is damaged; the message says how
   */
  public Optional<JobRecord> record() throws IOException {
    Path file = resolve(RECORD);
    return Files.isRegularFile(file)
        ? Optional.of(JobRecord.parse(disk.read(file, MAX_RECORD_BYTES)))
        : Optional.empty();
  }

  /** Writes the record. */
  public void write(JobRecord record) {
    disk.write(resolve(RECORD), record.text());
  }

  /** Writes the record of an attempt that begins: after a loss of power it need not have begun. */
  public void writeBegun(JobRecord record) {
    disk.writeUnsynced(resolve(RECORD), record.text());
  }

  /**
   * Makes the folder, empty but for the record.
   *
   * @param goesOn whether a checkpoint stays, too, from which the same job goes on
   */
  public void makeEmpty(boolean goesOn) {
    disk.createDirectories(directory);
    disk.clear(directory, goesOn ? List.of(RECORD, CHECKPOINT) : List.of(RECORD));
  }

  /** Removes what only an unfinished job needs. */
  public void removeCheckpoint() {
    Path checkpoint = resolve(CHECKPOINT);
    if (Files.isDirectory(checkpoint)) {
      disk.remove(checkpoint);
    }
  }

  /**
   * What is wrong with the files of a finished job; empty if they are sound. Of the model's files,
   * which may be large, only the size is looked at.
   */
  public Optional<String> damage(JobRecord record) {
    return damage(record, false);
  }

  /** The same for the content of the model's files as well. */
  public Optional<String> damageOfModel(JobRecord record) {
    return damage(record, true);
  }

  private Optional<String> damage(JobRecord record, boolean ofModel) {
    for (Map.Entry<String, StoredFile> entry : record.files().entrySet()) {
      Path file = resolve(entry.getKey()).normalize();
      StoredFile expected = entry.getValue();
      try {
        if (!file.startsWith(directory.normalize()) || !Files.isRegularFile(file)) {
          return Optional.of(entry.getKey() + " is missing");
        }
        if (Files.size(file) != expected.bytes()
            || (ofModel || !entry.getKey().startsWith(MODEL + "/"))
                && !Sha256.ofFile(file).equals(expected.sha256())) {
          return Optional.of(entry.getKey() + " was changed or damaged");
        }
      } catch (IOException e) {
        return Optional.of(entry.getKey() + " cannot be read (" + e.getMessage() + ")");
      }
    }
    return Optional.empty();
  }

  /**
   * The stored predictions of a finished job.
   *
   * @throws IOException if they are missing or damaged
   */
  public List<Prediction> predictions(JobRecord record) throws IOException {
    return predictions(record, EnumSet.allOf(Part.class));
  }

  /**
   * Those of some parts.
   *
   * @throws IOException if the file is missing or damaged
   */
  public List<Prediction> predictions(JobRecord record, Set<Part> parts) throws IOException {
    return PredictionFile.parse(
        sound(PREDICTIONS, record.files().get(PREDICTIONS)),
        record.key().fold(),
        record.classes(),
        parts);
  }

  /**
   * What a finished job stored of its tested samples, by field and id; nothing if it stored none.
   *
   * @throws IOException if it is damaged
   */
  public Map<SampleField, Map<String, String>> samples(JobRecord record) throws IOException {
    StoredFile expected = record.files().get(SAMPLES);
    return expected == null ? Map.of() : SampleFile.parse(sound(SAMPLES, expected));
  }

  /** The text of a file that is as it was stored. */
  private String sound(String name, @Nullable StoredFile expected) throws IOException {
    byte[] bytes = disk.readBytes(resolve(name), MAX_PREDICTION_BYTES);
    if (expected == null || !Sha256.of(bytes).equals(expected.sha256())) {
      throw new IOException(name + " was changed or damaged");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Whether a finished job stored embeddings. */
  public static boolean storesEmbeddings(JobRecord record) {
    return record.files().containsKey(EMBEDDINGS);
  }

  /**
   * The stored embeddings of a finished job, one row for each of its predictions.
   *
   * @param rows how many predictions there are
   * @throws IOException if they are missing or damaged
   */
  public List<float[]> embeddings(JobRecord record, int rows) throws IOException {
    StoredFile expected = record.files().get(EMBEDDINGS);
    if (expected == null) {
      throw new IOException(EMBEDDINGS + " is missing");
    }
    List<float[]> embeddings = EmbeddingFile.read(resolve(EMBEDDINGS), expected);
    if (embeddings.size() != rows) {
      throw new IOException(
          "%s has %d rows for %d predictions".formatted(EMBEDDINGS, embeddings.size(), rows));
    }
    return embeddings;
  }

  /** Size and checksum of each result file. */
  public Map<String, StoredFile> storedFiles() throws IOException {
    Map<String, StoredFile> files = new TreeMap<>();
    for (String name :
        List.of(CONFIGURATION, HISTORY, PREDICTIONS, SAMPLES, EMBEDDINGS, TRAINED_ON)) {
      Path file = resolve(name);
      if (Files.isRegularFile(file)) {
        files.put(name, new StoredFile(Files.size(file), Sha256.ofFile(file)));
      }
    }
    FolderTree.files(
        resolve(MODEL),
        (file, attributes) -> {
          String name = directory.relativize(file).toString().replace('\\', '/');
          files.put(name, new StoredFile(attributes.size(), Sha256.ofFile(file)));
        });
    return files;
  }

  /** Keeps this folder aside because it holds a job of another identity. */
  public void keepAside(JobIdentity identity) {
    disk.rename(directory, free(aside(identity)));
  }

  /**
   * Takes back the finished job of an identity that was kept aside.
   *
   * @return whether there is one
   */
  public boolean takeBack(JobIdentity identity) {
    Path earlier = aside(identity);
    if (!Files.isDirectory(earlier) || !holds(earlier, identity)) {
      return false;
    }
    disk.rename(earlier, directory);
    return true;
  }

  private boolean holds(Path folder, JobIdentity identity) {
    try {
      return new JobFolder(disk, folder)
          .record()
          .filter(record -> record.identity().equals(identity))
          .filter(record -> record.state() == JobState.DONE)
          .isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private Path aside(JobIdentity identity) {
    String part = identity.hash().substring(0, SHORT_IDENTITY);
    return directory.resolveSibling(directory.getFileName() + ".old-" + FolderName.of(part));
  }

  private static Path free(Path wanted) {
    Path path = wanted;
    for (int number = 2; Files.exists(path); number++) {
      path = wanted.resolveSibling(wanted.getFileName() + "-" + number);
    }
    return path;
  }
}
