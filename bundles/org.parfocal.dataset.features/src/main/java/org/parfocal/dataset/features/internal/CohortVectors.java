package org.parfocal.dataset.features.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;
import org.parfocal.dataset.features.internal.FeatureOptions.Patches;
import org.parfocal.table.Excerpt;
import org.parfocal.table.cohort.Cohort;
import org.parfocal.table.cohort.CohortRow;

/** Reads the vectors of a cohort, each file once. */
final class CohortVectors {
  private static final int BYTES_OF_A_SAMPLE = 400;

  private final FeatureOptions options;
  private final Path table;
  private final Set<String> encoders = new TreeSet<>();
  private long bytes;

  CohortVectors(FeatureOptions options, Path table) {
    this.options = options;
    this.table = table;
  }

  /**
   * The samples in the order of the rows.
   *
   * @throws DatasetException if a file cannot be read, or rows and vectors do not fit
   */
  List<Sample> samples(Cohort<VectorPlace> cohort) {
    List<CohortRow<VectorPlace>> rows = cohort.rows();
    Map<Path, List<Integer>> files = new LinkedHashMap<>();
    for (int index = 0; index < rows.size(); index++) {
      files.computeIfAbsent(rows.get(index).source().file(), none -> new ArrayList<>()).add(index);
    }
    List<List<Sample>> found = new ArrayList<>();
    IntStream.range(0, rows.size()).forEach(index -> found.add(List.of()));
    files.forEach(
        (file, indices) -> {
          Vectors vectors = VectorFile.read(file, options.array());
          requireFit(file, vectors, indices, rows, cohort.warnings());
          if (!vectors.encoder().isEmpty()) {
            encoders.add(vectors.encoder());
          }
          for (int index : indices) {
            found.set(index, samples(rows.get(index), vectors, cohort.classes()));
          }
        });
    List<Sample> samples = found.stream().flatMap(List::stream).toList();
    requireOneLength(samples);
    if (encoders.size() > 1) {
      cohort
          .warnings()
          .add(
              "The files name several encoders, %s; a model cannot compare their embeddings."
                  .formatted(Excerpt.of(encoders)));
    }
    return samples;
  }

  private void requireFit(
      Path file,
      Vectors vectors,
      List<Integer> indices,
      List<CohortRow<VectorPlace>> rows,
      List<String> warnings) {
    Set<Integer> named = new TreeSet<>();
    for (int index : indices) {
      CohortRow<VectorPlace> row = rows.get(index);
      int wanted = row.source().row().orElse(0);
      if (wanted >= vectors.rows()) {
        throw new DatasetException(
            options.vectors().isBlank()
                ? "%s, line %d: row %d of %s is asked for, and it has %d; rows count from 0."
                    .formatted(table, row.line(), wanted, file, vectors.rows())
                : "%s has %d rows and %s %d vectors; give one row for each vector."
                    .formatted(table, rows.size(), file, vectors.rows()));
      }
      row.source().row().ifPresent(named::add);
    }
    int unused = vectors.rows() - named.size();
    if (!named.isEmpty() && unused > 0 && named.size() == indices.size()) {
      if (!options.vectors().isBlank() && inOrder(indices, rows)) {
        throw new DatasetException(
            "%s has %d rows and %s %d vectors; give one row for each vector, or a column row that says which ones are meant."
                .formatted(table, rows.size(), file, vectors.rows()));
      }
      warnings.add("%s holds %d vectors that no row of the table names.".formatted(file, unused));
    }
  }

  private static boolean inOrder(List<Integer> indices, List<CohortRow<VectorPlace>> rows) {
    return indices.stream()
        .allMatch(index -> rows.get(index).source().row().orElse(-1) == index.intValue());
  }

  private List<Sample> samples(CohortRow<VectorPlace> row, Vectors vectors, List<String> classes) {
    VectorPlace place = row.source();
    if (place.row().isPresent()) {
      int number = place.row().getAsInt();
      return List.of(
          sample(row, row.id(), vectors.row(number), place.file() + ", row " + number, classes));
    }
    if (vectors.rows() == 1 || options.patches() == Patches.MEAN) {
      return List.of(sample(row, row.id(), vectors.mean(), place.file().toString(), classes));
    }
    return IntStream.range(0, vectors.rows())
        .mapToObj(
            patch ->
                sample(
                    row,
                    row.id() + "#" + patch,
                    vectors.row(patch),
                    place.file() + ", row " + patch,
                    classes))
        .toList();
  }

  private Sample sample(
      CohortRow<VectorPlace> row,
      String id,
      float[] vector,
      String description,
      List<String> classes) {
    bytes += BYTES_OF_A_SAMPLE + (long) vector.length * Float.BYTES;
    if (bytes > Runtime.getRuntime().maxMemory() / 2) {
      throw new DatasetException(
          String.format(
              Locale.ROOT,
              "The embeddings of %s do not fit into half of Java's memory of %,d MB; %s.",
              table,
              Runtime.getRuntime().maxMemory() >> 20,
              options.patches() == Patches.EACH
                  ? "take the mean of each file with dataset.patches: mean, or give more with PARFOCAL_OPTS=-Xmx…"
                  : "give more with PARFOCAL_OPTS=-Xmx…"));
    }
    return row.sample(id, new GivenVector(vector, description), classes);
  }

  private static void requireOneLength(List<Sample> samples) {
    Sample first = samples.get(0);
    for (Sample sample : samples) {
      if (sample.image().embeddingSize() != first.image().embeddingSize()) {
        throw new DatasetException(
            "%s has %d numbers and %s %d; a cohort's embeddings are of one length, that of one encoder."
                .formatted(
                    first.image().description(),
                    first.image().embeddingSize(),
                    sample.image().description(),
                    sample.image().embeddingSize()));
      }
    }
  }
}
