package org.parfocal.core.internal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.parfocal.api.Images;
import org.parfocal.api.Sample;
import org.parfocal.core.text.Csv;

/**
 * {@code trained-on.csv}: one row a training sample, columns sample and sha256, the {@linkplain
 * Images#content content} of its square pixels. By it a model knows its own training images again,
 * whatever they are called elsewhere.
 */
public final class TrainedImages {
  private static final List<String> HEADER = List.of("sample", "sha256");
  private static final long MAX_BYTES = 1L << 30;

  private TrainedImages() {}

  /** The file's text. */
  public static String text(List<Sample> training, Images images) {
    return Csv.text(
        HEADER,
        training.stream().map(sample -> List.of(sample.id(), images.content(sample))).toList());
  }

  /**
   * The contents that a job's folder names; none if it has no such file.
   *
   * @throws IOException if it is not what {@link #text} writes
   */
  public static Set<String> read(JobFolder folder) throws IOException {
    Path file = folder.resolve(JobFolder.TRAINED_ON);
    Set<String> contents = new HashSet<>();
    if (!Files.isRegularFile(file)) {
      return contents;
    }
    List<List<String>> rows = Csv.parse(new Disk().read(file, MAX_BYTES));
    if (rows.isEmpty() || !rows.get(0).equals(HEADER)) {
      throw new IOException(JobFolder.TRAINED_ON + " has other columns");
    }
    for (List<String> row : rows.subList(1, rows.size())) {
      if (row.size() != HEADER.size()) {
        throw new IOException(JobFolder.TRAINED_ON + " has a row of another length");
      }
      contents.add(row.get(1));
    }
    return contents;
  }
}
