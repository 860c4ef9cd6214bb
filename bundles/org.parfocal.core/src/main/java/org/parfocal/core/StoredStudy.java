package org.parfocal.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.parfocal.api.OutputException;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.core.internal.report.StoredChoices;
import org.parfocal.core.internal.report.Verdict;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.Identifiers;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.PortableConfiguration;
import org.parfocal.core.internal.store.ReportedPlan;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.internal.store.Yaml;
import org.parfocal.core.internal.study.StudyFiles;
import org.parfocal.core.text.Json;

/**
 * A study read back from its folder alone: no plugin, no data set, no engine. Scores are those of
 * its result files; what jobs stored is read when it is asked for, and checked against their
 * checksums.
 */
public final class StoredStudy {
  private static final String CONFIGURATION = "study.yaml";
  private static final String SELECTION = "selection.csv";
  private static final long MAX_TEXT_BYTES = 64L << 20;

  private static final Disk DISK = new Disk();

  private final StudyResults results;
  private final String configuration;
  private final List<DataFacts> data;
  private final List<String> variants;
  private final List<ChosenOption> options;
  private final StoredPlan plan;
  private final Map<JobKey, Read> jobs;
  private final Map<JobKey, JobKey> places = new HashMap<>();
  private final Map<String, List<JobKey>> finished;

  private StoredStudy(StudyResults results, Planned planned) {
    Path directory = results.directory();
    this.results = results;
    variants = results.scores().stream().map(ScoreRow::variant).distinct().toList();
    configuration = text(directory.resolve(CONFIGURATION)).orElse("");
    options =
        text(directory.resolve(SELECTION))
            .map(text -> StoredChoices.parse(directory.resolve(SELECTION), text))
            .orElse(List.of());
    plan = planned.plan;
    jobs = planned.jobs;
    data = plan.data().stream().map(StoredStudy::facts).toList();
    options.stream()
        .filter(ChosenOption::chosen)
        .forEach(
            one ->
                places.put(
                    new JobKey(one.reportedAs(), one.fold(), one.seed()),
                    new JobKey(one.option(), one.fold(), one.seed())));
    finished =
        Stream.concat(jobs.keySet().stream(), places.keySet().stream())
            .filter(key -> !InnerFold.isOne(key.fold()))
            .filter(key -> done(key).isPresent())
            .distinct()
            .collect(Collectors.groupingBy(JobKey::variant));
  }

  /**
   * Reads plan, results and records of jobs.
   *
   * @param directory the study's folder
   * @throws OutputException if it holds no study, or its files are damaged
   */
  public static StoredStudy open(Path directory) {
    return openAll(List.of(directory)).values().iterator().next();
  }

  /**
   * Reads several, each of which is read while its results are.
   *
   * @return them by the names of {@link StudyResults#readAll}
   * @throws OutputException as {@link #open}
   */
  public static Map<String, StoredStudy> openAll(List<Path> directories) {
    Map<Path, CompletableFuture<Planned>> planned = new HashMap<>();
    for (Path directory : directories) {
      planned.computeIfAbsent(
          directory, one -> CompletableFuture.supplyAsync(() -> Planned.read(one)));
    }
    Map<String, StoredStudy> studies = new LinkedHashMap<>();
    StudyResults.readAll(directories)
        .forEach(
            (name, results) ->
                studies.put(
                    name,
                    new StoredStudy(
                        results,
                        joined(Objects.requireNonNull(planned.get(results.directory()))))));
    return studies;
  }

  private static Planned joined(CompletableFuture<Planned> planned) {
    try {
      return planned.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException told ? told : e;
    }
  }

  /** What it found. */
  public StudyResults results() {
    return results;
  }

  /** Its configuration, defaults included, as YAML; or empty if the file is not there. */
  public String configuration() {
    return configuration;
  }

  /** The same without the places of the machine; or empty. */
  public String portableConfiguration() {
    try {
      return configuration.isEmpty()
          ? ""
          : Yaml.document(PortableConfiguration.of(Yaml.parse(configuration)));
    } catch (IOException e) {
      throw new OutputException(
          "%s is damaged (%s); run the study again, finished jobs are kept."
              .formatted(results.directory().resolve(CONFIGURATION), e.getMessage()),
          e);
    }
  }

  /**
   * What tells a patient, an image or a slide of the study from others: their ids, by kind.
   *
   * @return {@code patient}, {@code sample} and {@code slide}, as far as there are any
   * @throws OutputException if a file that names them is damaged
   */
  public Map<String, Set<String>> identifiers() {
    Path file = results.directory().resolve(StudyFiles.PLAN);
    try {
      Identifiers found = new Identifiers();
      StoredPlan.identify(DISK.read(file, MAX_TEXT_BYTES), found);
      for (Read job : jobs.values()) {
        if (job.done.isPresent()) {
          found.addSamples(new JobFolder(DISK, job.told.directory()).samples(job.done.get()));
        }
      }
      return found.byKind();
    } catch (IOException e) {
      throw new OutputException(
          "The ids of patients cannot be read (%s); evaluate the study again."
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Its data, each of some variants. */
  public List<DataFacts> data() {
    return data;
  }

  /**
   * The data of a variant of the results.
   *
   * @throws IllegalArgumentException if there is no such variant
   */
  public DataFacts data(String variant) {
    String planned =
        options.stream()
            .filter(one -> one.reportedAs().equals(variant))
            .map(ChosenOption::option)
            .findFirst()
            .orElse(variant);
    return data.stream()
        .filter(facts -> facts.variants().contains(planned))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no variant of this study: " + variant));
  }

  /** The worth of every option that could be chosen; empty where nothing is. */
  public List<ChosenOption> options() {
    return options;
  }

  /** The comparison of the variants in words, one sentence each; none where nothing is compared. */
  public List<String> verdict() {
    return Verdict.sentences(
        new ReportedPlan(plan, selections()).shown(), results.scores(), results.columns());
  }

  private List<Selection> selections() {
    Map<String, List<ChosenOption>> reported =
        options.stream()
            .collect(
                Collectors.groupingBy(
                    ChosenOption::reportedAs, LinkedHashMap::new, Collectors.toList()));
    return reported.values().stream()
        .map(
            own ->
                new Selection(
                    own.get(0).variant(),
                    own.stream().map(ChosenOption::option).distinct().toList(),
                    own.get(0).by(),
                    own.get(0).measure()))
        .toList();
  }

  /** The variants of the results, in their order; the first is what others are compared with. */
  public List<String> variants() {
    return variants;
  }

  /** All jobs of the plan, in its order. */
  public List<StoredJob> jobs() {
    return jobs.values().stream().map(Read::told).toList();
  }

  /** The finished jobs that a variant of the results is scored by, under their names there. */
  public List<JobKey> finished(String variant) {
    return List.copyOf(finished.getOrDefault(variant, List.of()));
  }

  /**
   * What the model of a finished job said.
   *
   * @param key one of {@link #finished(String)}
   * @param parts of the fold that are asked for
   * @throws IOException if the predictions are missing or damaged
   */
  public List<Prediction> predictions(JobKey key, Set<Part> parts) throws IOException {
    JobRecord record = record(key);
    return folder(key).predictions(record, parts);
  }

  /**
   * The same with the embeddings; empty where the model has none.
   *
   * @param key one of {@link #finished(String)}
   * @param parts of the fold that are asked for
   * @throws IOException if predictions or embeddings are missing or damaged
   */
  public List<Embedded> embedded(JobKey key, Set<Part> parts) throws IOException {
    JobRecord record = record(key);
    if (!JobFolder.storesEmbeddings(record)) {
      return List.of();
    }
    List<Prediction> predictions = folder(key).predictions(record);
    List<float[]> rows = folder(key).embeddings(record, predictions.size());
    return IntStream.range(0, rows.size())
        .filter(row -> parts.contains(predictions.get(row).part()))
        .mapToObj(row -> new Embedded(predictions.get(row), rows.get(row)))
        .toList();
  }

  /**
   * What a finished job noted of each epoch, numbers by name; empty if it noted nothing.
   *
   * @param key one of {@link #finished(String)}
   * @throws IOException if the history is damaged
   */
  public List<Map<String, Double>> history(JobKey key) throws IOException {
    Path file = folder(key).resolve(JobFolder.HISTORY);
    List<Map<String, Double>> epochs = new ArrayList<>();
    for (String line : text(file).orElse("").lines().toList()) {
      Map<String, Double> numbers = new LinkedHashMap<>();
      Json.parse(line)
          .members()
          .forEach(
              (name, value) -> {
                if (value instanceof Number number) {
                  numbers.put(name, number.doubleValue());
                }
              });
      epochs.add(numbers);
    }
    return epochs;
  }

  private JobRecord record(JobKey key) throws IOException {
    return done(key).orElseThrow(() -> new IOException("job %s is not done".formatted(key)));
  }

  private Optional<JobRecord> done(JobKey key) {
    Read job = jobs.get(places.getOrDefault(key, key));
    return job == null ? Optional.empty() : job.done;
  }

  private JobFolder folder(JobKey key) {
    return new JobFolder(DISK, JobFolder.path(results.directory(), places.getOrDefault(key, key)));
  }

  /** What the folder of a job tells, and the record of a finished one. */
  private record Read(StoredJob told, Optional<JobRecord> done) {}

  /** What can be read without the results. */
  private record Planned(StoredPlan plan, Map<JobKey, Read> jobs) {
    static Planned read(Path directory) {
      StoredPlan plan = StudyFiles.plan(DISK, directory);
      Map<JobKey, Read> jobs = new LinkedHashMap<>();
      for (Read job :
          plan.jobs().parallelStream()
              .map(planned -> StoredStudy.read(StoredPlan.planned(directory, planned)))
              .toList()) {
        jobs.put(job.told.key(), job);
      }
      return new Planned(plan, jobs);
    }
  }

  private static Read read(PlannedJob job) {
    try {
      Optional<JobRecord> found =
          new JobFolder(DISK, job.directory())
              .record()
              .filter(record -> record.identity().equals(job.identity()));
      if (found.isPresent()) {
        return new Read(
            told(job, found.get()), found.filter(record -> record.state() == JobState.DONE));
      }
      return new Read(planned(job, ""), Optional.empty());
    } catch (IOException e) {
      return new Read(
          planned(job, "its job.json is damaged (%s)".formatted(e.getMessage())), Optional.empty());
    }
  }

  private static StoredJob told(PlannedJob job, JobRecord record) {
    return new StoredJob(
        job.key(),
        job.directory(),
        record.state(),
        record.seconds(),
        record.ended(),
        record.message(),
        job.identity().settings(),
        record.environment(),
        record.warnings());
  }

  private static StoredJob planned(PlannedJob job, String why) {
    return new StoredJob(
        job.key(),
        job.directory(),
        JobState.PLANNED,
        0,
        "",
        why,
        job.identity().settings(),
        Map.of(),
        List.of());
  }

  private static DataFacts facts(StoredData stored) {
    return new DataFacts(
        stored.variants(),
        stored.dataset(),
        stored.manifest(),
        stored.licence(),
        stored.classes(),
        stored.samples(),
        stored.patients(),
        stored.field().name(),
        stored.domains(),
        stored.holdsOut(),
        stored.folds().stream()
            .map(
                fold ->
                    new DataFacts.FoldFacts(
                        fold.name(),
                        fold.pool(),
                        fold.trained(),
                        fold.tested(),
                        fold.trainingPatients(),
                        fold.testPatients()))
            .toList(),
        stored.unusable().stream().map(fold -> fold.name() + ": " + fold.reason()).toList(),
        stored.skipped().stream().map(image -> image.reason()).toList(),
        stored.notes());
  }

  /** A text file of the study, if it is there. */
  private static Optional<String> text(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(DISK.read(file, MAX_TEXT_BYTES));
    } catch (IOException e) {
      throw new OutputException(
          "%s cannot be read (%s); run the study again, finished jobs are kept."
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
