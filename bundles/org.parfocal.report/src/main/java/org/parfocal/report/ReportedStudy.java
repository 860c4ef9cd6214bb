package org.parfocal.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.DecisionThreshold;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.JobKey;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.StoredStudy;

/** A stored study, as sections look things up in it, several of them at once. */
public final class ReportedStudy {
  private static final char PAIR = '|';
  private static final Set<Part> PARTS = EnumSet.of(Part.TEST, Part.VALIDATION);

  private final StoredStudy stored;
  private final ReportOptions options;
  private final Map<Key, Score> scores = new HashMap<>();
  private final Map<String, List<TestedJob>> tested = new ConcurrentHashMap<>();
  private final Set<String> unread = Collections.synchronizedSet(new LinkedHashSet<>());
  private final Set<String> ofPairs = new HashSet<>();
  private final boolean thresholdIsFixed;

  /** Looked up so often that the methods that records have anyway would be a tenth of a report. */
  private record Key(
      String variant, String fold, String seed, String metric, Part part, String scope) {
    @Override
    public int hashCode() {
      return 31
              * (31 * (31 * (31 * variant.hashCode() + fold.hashCode()) + seed.hashCode())
                  + metric.hashCode())
          + 7 * scope.hashCode()
          + part.ordinal();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && part == key.part
          && scope.equals(key.scope)
          && metric.equals(key.metric)
          && seed.equals(key.seed)
          && fold.equals(key.fold)
          && variant.equals(key.variant);
    }
  }

  /** Looks up nothing yet. */
  public ReportedStudy(StoredStudy stored, ReportOptions options) {
    this.stored = stored;
    this.options = options;
    boolean fixed = false;
    for (ScoreRow row : stored.results().scores()) {
      Score score = row.score();
      scores.put(
          new Key(
              row.variant(), row.fold(), row.seed(), score.metric(), score.part(), score.scope()),
          score);
      if (score.scope().indexOf(PAIR) >= 0) {
        ofPairs.add(score.metric());
      }
      fixed = fixed || score.note().contains(DecisionThreshold.fixed().note());
    }
    thresholdIsFixed = fixed;
  }

  /** Everything that is stored. */
  public StoredStudy stored() {
    return stored;
  }

  /** Its configuration as it is to be shown; or empty. */
  public String configuration() {
    return options.isOfMachine() ? stored.configuration() : stored.portableConfiguration();
  }

  /** The variants of the results; the first is what others are compared with. */
  public List<String> variants() {
    return stored.variants();
  }

  /** The measure of the headline, if metrics declare one. */
  public Optional<MetricColumn> headline() {
    return columns().stream().filter(column -> column.in(Table.HEADLINE)).findFirst();
  }

  /** What is measured of each fold, the headline's first, as far as its mean was scored. */
  public List<MetricColumn> measures() {
    return Stream.concat(
            headline().stream(), columns().stream().filter(column -> column.in(Table.FOLDS)))
        .distinct()
        .filter(
            column ->
                variants().stream()
                    .anyMatch(name -> overall(name, column.mean(), Score.ALL).isPresent()))
        .toList();
  }

  /** Names of metrics with numbers of two things, whose scope has a bar between their names. */
  public Set<String> ofPairs() {
    return Set.copyOf(ofPairs);
  }

  /** Everything that metrics declare. */
  public List<MetricColumn> columns() {
    return stored.results().columns();
  }

  /** A number over all folds and seeds, of the part that counts most. */
  public Optional<Score> overall(String variant, MetricColumn column, String scope) {
    return score(variant, StudyScore.ALL_FOLDS, StudyScore.ALL_SEEDS, column, scope);
  }

  /** A number of a fold and seed, of the part that counts most. */
  public Optional<Score> score(
      String variant, String fold, String seed, MetricColumn column, String scope) {
    return score(variant, fold, seed, column.name(), scope);
  }

  /** The same of a metric by its name. */
  public Optional<Score> score(
      String variant, String fold, String seed, String metric, String scope) {
    return Part.BY_IMPORTANCE.stream()
        .map(part -> new Key(variant, fold, seed, metric, part, scope))
        .filter(scores::containsKey)
        .map(scores::get)
        .findFirst();
  }

  /** The seeds that a variant has numbers over all folds of. */
  public List<String> seeds(String variant) {
    return stored.finished(variant).stream()
        .map(key -> Long.toString(key.seed()))
        .distinct()
        .toList();
  }

  /**
   * What the finished jobs of a variant said of their test parts. Jobs whose predictions cannot be
   * read are left out, and named by {@link #unread()}.
   */
  public List<TestedJob> tested(String variant) {
    List<TestedJob> known = tested.get(variant);
    if (known != null) {
      return known;
    }
    List<TestedJob> jobs = new ArrayList<>();
    for (Said said : stored.finished(variant).parallelStream().map(this::said).toList()) {
      if (said.unread.isEmpty()) {
        jobs.add(tested(said.key, said.predictions));
      } else {
        unread.add(said.unread);
      }
    }
    tested.put(variant, List.copyOf(jobs));
    return List.copyOf(jobs);
  }

  /** The predictions of a job, or why they cannot be read. */
  private record Said(JobKey key, List<Prediction> predictions, String unread) {}

  private Said said(JobKey key) {
    try {
      return new Said(key, stored.predictions(key, PARTS), "");
    } catch (IOException e) {
      return new Said(key, List.of(), "%s: %s".formatted(key, e.getMessage()));
    }
  }

  /** Jobs whose files could not be read so far, and why. */
  public List<String> unread() {
    synchronized (unread) {
      return List.copyOf(unread);
    }
  }

  private TestedJob tested(JobKey key, List<Prediction> predictions) {
    boolean two = !predictions.isEmpty() && predictions.get(0).probabilities().size() == 2;
    double threshold =
        two && !thresholdIsFixed
            ? DecisionThreshold.chosenOn(
                    predictions.stream().filter(one -> one.part() == Part.VALIDATION).toList())
                .value()
            : DecisionThreshold.fixed().value();
    return new TestedJob(
        key,
        predictions.stream()
            .filter(one -> one.part() == Part.TEST)
            .map(
                one ->
                    new TestedJob.TestedImage(
                        one.sample(),
                        options.patients().apply(one.patient()),
                        one.domain() == null ? "" : one.domain(),
                        one.label(),
                        decided(one.probabilities(), two, threshold),
                        one.probabilities()))
            .toList());
  }

  private static int decided(List<Double> probabilities, boolean two, double threshold) {
    if (two) {
      return probabilities.get(1) >= threshold ? 1 : 0;
    }
    int largest = 0;
    for (int label = 1; label < probabilities.size(); label++) {
      if (probabilities.get(label) > probabilities.get(largest)) {
        largest = label;
      }
    }
    return largest;
  }

  /** Where tissue may be shown, the images of the data set. */
  public Optional<StudyImages> images() {
    return options.images();
  }

  /** What an image is called. */
  public String sample(String id) {
    return options.samples().apply(id);
  }

  /** What a patient is called. */
  public String patient(String id) {
    return options.patients().apply(id);
  }

  /** The domains of a variant's data, in their order. */
  public List<String> domains(String variant) {
    return stored.data(variant).domains();
  }

  /** Members of a figure's row in the order given: name, value, name, value. */
  public static Map<String, Object> row(Object... pairs) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int index = 0; index < pairs.length; index += 2) {
      row.put(String.valueOf(pairs[index]), pairs[index + 1]);
    }
    return row;
  }
}
