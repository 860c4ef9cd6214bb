package org.parfocal.core.internal.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.parfocal.api.Prediction;
import org.parfocal.api.Sections;
import org.parfocal.api.Sha256;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.Pseudonyms;
import org.parfocal.core.internal.store.JobRecord.StoredFile;
import org.parfocal.core.text.Csv;

/**
 * A finished job as it goes into an archive: the files that its record names, without the paths of
 * this machine and, if so wished, without the ids of patients and samples.
 */
final class PackedJob {
  private static final long MAX_CONFIGURATION = 16L << 20;

  private final JobFolder folder;
  private final JobRecord record;
  private final Optional<Pseudonyms> pseudonyms;
  private final Map<String, Object> configuration;

  /** Writes one file of an archive. */
  interface Target {
    void file(String name, Disk.Content content) throws IOException;
  }

  PackedJob(Disk disk, JobFolder folder, JobRecord record, Optional<Pseudonyms> pseudonyms)
      throws IOException {
    this.folder = folder;
    this.record = record;
    this.pseudonyms = pseudonyms;
    this.configuration =
        Yaml.parse(disk.read(folder.resolve(JobFolder.CONFIGURATION), MAX_CONFIGURATION));
    refuseTellingNames();
  }

  /** A protocol that holds out patients, slides or places names folds and domains after them. */
  private void refuseTellingNames() throws IOException {
    if (pseudonyms.isPresent()
        && configuration.get(Sections.PROTOCOL) instanceof Map<?, ?> protocol
        && List.of("patient", "slide", "place").contains(String.valueOf(protocol.get("field")))) {
      throw new IOException(
          "its folds are named after each "
              + protocol.get("field")
              + ", which pseudonyms do not hide");
    }
  }

  /** The files that options of a frozen backbone name, which are in no model. */
  Map<String, Path> weights() {
    Map<String, Path> files = new TreeMap<>();
    if (!Files.isRegularFile(folder.resolve(JobFolder.MODEL).resolve("backbone.safetensors"))
        && configuration.get(Sections.BACKBONE) instanceof Map<?, ?> backbone) {
      backbone.forEach(
          (option, value) -> {
            if (value instanceof String text && text.startsWith("/")) {
              files.put(String.valueOf(option), Path.of(text));
            }
          });
    }
    return files;
  }

  /**
   * Writes everything.
   *
   * @param weights where the files of weights are that were packed, by the option that names them
   */
  void writeTo(Target target, Map<String, String> weights) throws IOException {
    Map<String, StoredFile> files = new TreeMap<>();
    for (Map.Entry<String, StoredFile> entry : record.files().entrySet()) {
      String name = entry.getKey();
      if (name.equals(JobFolder.SAMPLES)) {
        continue; // predicting needs none of it, and it may tell of people
      }
      Optional<String> changed = changed(name, weights);
      if (changed.isPresent()) {
        byte[] bytes = changed.get().getBytes(StandardCharsets.UTF_8);
        files.put(name, new StoredFile(bytes.length, Sha256.of(bytes)));
        target.file(name, out -> out.write(bytes));
      } else {
        files.put(name, entry.getValue());
        copy(name, target);
      }
    }
    byte[] written = packed(files).text().getBytes(StandardCharsets.UTF_8);
    target.file(JobFolder.RECORD, out -> out.write(written));
  }

  private void copy(String name, Target target) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(name + " is no plain file");
    }
    target.file(name, (OutputStream out) -> Files.copy(file, out));
  }

  private Map<String, Object> portable(Map<String, String> weights) {
    Map<String, Object> portable = new LinkedHashMap<>(PortableConfiguration.of(configuration));
    if (pseudonyms.isPresent()) {
      // Options of readers and protocols may list patients.
      portable.remove(Sections.DATASET);
      portable.remove(Sections.PROTOCOL);
    }
    if (portable.get(Sections.BACKBONE) instanceof Map<?, ?> backbone) {
      Map<Object, Object> moved = new LinkedHashMap<>(backbone);
      moved.putAll(weights);
      portable.put(Sections.BACKBONE, moved);
    }
    return portable;
  }

  /** Warnings may name files, and patients. */
  private JobRecord packed(Map<String, StoredFile> files) {
    Map<String, String> settings = new TreeMap<>(record.identity().settings());
    settings.values().removeIf(value -> value.startsWith("/"));
    if (pseudonyms.isPresent()) {
      settings.keySet().removeIf(name -> name.startsWith(Sections.PROTOCOL));
    }
    return new JobRecord(
        record.key(),
        new JobIdentity(settings, record.identity().bundles()),
        record.classes(),
        record.state(),
        record.attempts(),
        record.crashes(),
        record.started(),
        record.ended(),
        record.seconds(),
        "",
        "",
        List.of(),
        record.environment(),
        files);
  }

  private Optional<String> changed(String name, Map<String, String> weights) throws IOException {
    if (name.equals(JobFolder.CONFIGURATION)) {
      return Optional.of(Yaml.document(portable(weights)));
    }
    if (pseudonyms.isEmpty()) {
      return Optional.empty();
    }
    Pseudonyms names = pseudonyms.get();
    if (name.equals(JobFolder.PREDICTIONS)) {
      List<Prediction> renamed = new ArrayList<>();
      for (Prediction one : folder.predictions(record)) {
        renamed.add(
            new Prediction(
                one.fold(),
                names.sample(one.sample()),
                names.patient(one.patient()),
                one.magnification(),
                one.domain(),
                one.part(),
                one.label(),
                one.probabilities()));
      }
      return Optional.of(PredictionFile.text(renamed, record.classes()));
    }
    if (name.equals(JobFolder.TRAINED_ON)) {
      List<List<String>> rows = Csv.parse(Files.readString(folder.resolve(name)));
      List<List<String>> renamed =
          rows.subList(1, rows.size()).stream()
              .map(row -> List.of(names.sample(Csv.restored(row.get(0))), row.get(1)))
              .toList();
      return Optional.of(Csv.text(rows.get(0), renamed));
    }
    return Optional.empty();
  }
}
