package org.parfocal.core;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.OutputException;
import org.parfocal.core.internal.report.StoredResults;

/**
 * What a study found, read from its {@code results.json} alone: no plugin, no data set, no engine.
 * The folder may come from another machine.
 *
 * @param directory the study's folder
 * @param study its name
 * @param data of its variants, each of which stands in one
 * @param jobs all of them, as they stood when the results were written
 * @param columns what its metrics declare, in the order of reports
 * @param scores every number over all folds, and those of single folds over all images of which
 *     columns tell; the others (such as bins and domains of single jobs) stand in {@code
 *     results.csv}
 * @param warnings what was said about data and jobs
 */
public record StudyResults(
    Path directory,
    String study,
    List<Data> data,
    List<Job> jobs,
    List<MetricColumn> columns,
    List<ScoreRow> scores,
    List<String> warnings) {
  private static final String FILE = "results.json";

  public StudyResults {
    data = List.copyOf(data);
    jobs = List.copyOf(jobs);
    columns = List.copyOf(columns);
    scores = List.copyOf(scores);
    warnings = List.copyOf(warnings);
  }

  /**
   * What some variants were trained and tested on.
   *
   * @param variants their names
   * @param dataset its name
   * @param manifest of the data set: equal ones hold the same images
   * @param licence of the data set, or empty
   * @param classes in label order
   */
  public record Data(
      List<String> variants,
      String dataset,
      String manifest,
      String licence,
      List<String> classes) {
    public Data {
      variants = List.copyOf(variants);
      classes = List.copyOf(classes);
    }
  }

  /**
   * A job.
   *
   * @param key names it
   * @param state how it ended
   * @param message why it failed; or empty
   */
  public record Job(JobKey key, JobState state, String message) {}

  /**
   * Reads a study's results.
   *
   * @param directory its folder
   * @throws OutputException if there are none, or the file is damaged
   */
  public static StudyResults read(Path directory) {
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new OutputException(
          "%s holds no results.json; run the study, or score what stands there with parfocal evaluate %s."
              .formatted(directory, directory));
    }
    try (InputStream in = new FileInputStream(file.toFile())) {
      return StoredResults.read(directory, in);
    } catch (IOException | IllegalArgumentException e) {
      throw new OutputException(
          "%s is damaged (%s); write it anew with parfocal evaluate %s."
              .formatted(file, e.getMessage(), directory),
          e);
    }
  }

  /**
   * Reads several, in this order, by names that tell them apart: that of the study or, where two
   * are called alike, that of its folder beside it.
   *
   * @throws ConfigurationException if a folder is named twice
   * @throws OutputException as {@link #read}
   */
  public static Map<String, StudyResults> readAll(List<Path> directories) {
    Set<Path> seen = new HashSet<>();
    List<StudyResults> all = new ArrayList<>();
    for (Path directory : directories) {
      if (!seen.add(real(directory))) {
        throw new ConfigurationException(
            "%s is named twice; name each study once.".formatted(directory));
      }
      all.add(read(directory));
    }
    Map<String, StudyResults> named = new LinkedHashMap<>();
    for (StudyResults results : all) {
      boolean alone = all.stream().filter(other -> other.study.equals(results.study)).count() == 1;
      named.put(
          alone ? results.study : "%s (%s)".formatted(results.study, results.directory), results);
    }
    return named;
  }

  private static Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      return directory.toAbsolutePath().normalize();
    }
  }

  /** The variants in the order of their jobs; the first is what others are compared with. */
  public List<String> variants() {
    return jobs.stream().map(job -> job.key().variant()).distinct().toList();
  }

  /** The data of a variant. */
  public Data data(String variant) {
    return data.stream()
        .filter(shared -> shared.variants().contains(variant))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no variant of this study: " + variant));
  }

  /** Jobs that are not done. */
  public List<Job> missing() {
    return jobs.stream().filter(job -> job.state() != JobState.DONE).toList();
  }
}
