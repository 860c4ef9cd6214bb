package org.parfocal.dataset.features.internal;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.DatasetWriter;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.Sections;
import org.parfocal.api.WholeFile;
import org.parfocal.table.FileNames;
import org.parfocal.table.cohort.CohortField;
import org.parfocal.table.cohort.CohortIndex;

/**
 * Writes a data set of embeddings: for each slide an HDF5 file with the data set {@code features},
 * float32 {@code [samples, d]}, as TRIDENT does, and an {@code index.csv} with a row for each
 * sample, which the features reader reads. Each file appears whole or not at all, the table last.
 */
@Component(service = DatasetWriter.class, property = Sections.NAME_PROPERTY + "=features")
public final class FeatureWriter implements DatasetWriter {
  private static final String ENDING = ".h5";
  private static final String UNFINISHED = ".unfinished" + ENDING;

  @Override
  public void write(Dataset dataset, Path directory, DoubleConsumer progress) {
    for (Sample sample : dataset.samples()) {
      if (sample.image().embeddingSize() == 0) {
        throw new DatasetException(
            "%s is an image, and this layout is of embeddings; embed the data set first, with parfocal embed."
                .formatted(sample.image().description()));
      }
    }
    Map<String, List<Sample>> slides = new LinkedHashMap<>();
    dataset
        .samples()
        .forEach(
            sample ->
                slides.computeIfAbsent(sample.slide(), none -> new ArrayList<>()).add(sample));
    FileNames files = new FileNames(ENDING);
    Map<String, Integer> rows = new HashMap<>();
    try {
      Files.createDirectories(directory);
      requireOwn(directory);
      int done = 0;
      for (List<Sample> samples : slides.values()) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("stopped");
        }
        write(samples, directory, files.of(samples.get(0).slide()));
        for (int row = 0; row < samples.size(); row++) {
          rows.put(samples.get(row).id(), row);
        }
        progress.accept((double) ++done / slides.size());
      }
      CohortIndex index =
          new CohortIndex(
              dataset,
              Map.of(
                  CohortField.PATH, sample -> files.of(sample.slide()),
                  CohortField.ROW, sample -> rows.getOrDefault(sample.id(), 0),
                  CohortField.SAMPLE, Sample::id));
      WholeFile.writeSynced(directory.resolve(CohortIndex.NAME), out -> out.write(index.text()));
    } catch (IOException e) {
      throw new OutputException(
          "The folder %s cannot be written: %s; choose another one."
              .formatted(directory.toAbsolutePath(), e.getMessage()),
          e);
    }
  }

  /** Files of others would be mixed up with those that are written. */
  private static void requireOwn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<String> names = files.map(file -> String.valueOf(file.getFileName())).toList();
      for (String name : names) {
        if (!name.endsWith(ENDING) && !name.equals(CohortIndex.NAME) && !name.startsWith(".")) {
          throw new OutputException(
              "The folder %s holds %s, which was not written there by this command; name a new folder."
                  .formatted(directory.toAbsolutePath(), name));
        }
      }
    }
  }

  private static void write(List<Sample> samples, Path directory, String name) throws IOException {
    float[][] rows = new float[samples.size()][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = samples.get(row).image().embedding();
    }
    Path unfinished = directory.resolve(UNFINISHED);
    Files.deleteIfExists(unfinished);
    try (WritableHdfFile file = HdfFile.write(unfinished)) {
      WritableDataset features = file.putDataset("features", rows);
      features.putAttribute("name", samples.get(0).attributes().getOrDefault("encoder", ""));
    }
    // The library calls its writing young: what it wrote is read again before it counts.
    Vectors read = VectorFile.read(unfinished, "features");
    for (int row = 0; row < rows.length; row++) {
      if (!Arrays.equals(read.row(row), rows[row])) {
        throw new OutputException(
            "The file %s was not written as it should be; check the disk.".formatted(name));
      }
    }
    Files.move(
        unfinished,
        directory.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
