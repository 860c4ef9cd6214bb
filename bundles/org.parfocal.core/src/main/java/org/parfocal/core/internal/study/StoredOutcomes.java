package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Embeddings;
import org.parfocal.api.Outcome;
import org.parfocal.api.OutputException;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;
import org.parfocal.api.SampleValues;
import org.parfocal.core.JobKey;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.StoredPlan;

/** Reads what finished jobs stored, as metrics take it. */
final class StoredOutcomes {
  private final Disk disk;
  private final Path study;
  private final StoredPlan plan;
  private final Map<JobKey, JobKey> places;

  /**
   * Of a study.
   *
   * @param places where the jobs are stored that are reported under another name
   */
  StoredOutcomes(Disk disk, Path study, StoredPlan plan, Map<JobKey, JobKey> places) {
    this.places = places;
    this.disk = disk;
    this.study = study;
    this.plan = plan;
  }

  /**
   * The outcome of one job; its embeddings are read when they are asked for.
   *
   * @throws IOException if its predictions are missing or damaged
   */
  Outcome of(JobRecord record) throws IOException {
    JobFolder folder = folder(record);
    List<Prediction> predictions = folder.predictions(record);
    return new Outcome(
        record.key().variant(),
        record.key().fold(),
        record.key().seed(),
        repeat(record),
        plan.data(record.key().variant()).field(),
        record.classes(),
        predictions,
        JobFolder.storesEmbeddings(record)
            ? Optional.of(embeddings(folder, record, predictions.size()))
            : Optional.empty(),
        values(List.of(record)));
  }

  /**
   * The predictions of several jobs of one variant and seed.
   *
   * @param pool what the folds are called together
   * @throws IOException if the predictions of one of them are missing or damaged
   */
  Outcome pooled(String pool, List<JobRecord> records) throws IOException {
    List<Prediction> predictions = new ArrayList<>();
    for (JobRecord record : records) {
      predictions.addAll(folder(record).predictions(record));
    }
    JobRecord first = records.get(0);
    return new Outcome(
        first.key().variant(),
        pool,
        first.key().seed(),
        repeat(first),
        plan.data(first.key().variant()).field(),
        first.classes(),
        predictions,
        Optional.empty(),
        values(records));
  }

  private SampleValues values(List<JobRecord> records) {
    return new StoredValues(
        () -> {
          Map<SampleField, Map<String, String>> all = new LinkedHashMap<>();
          for (JobRecord record : records) {
            try {
              folder(record)
                  .samples(record)
                  .forEach(
                      (field, values) ->
                          all.computeIfAbsent(field, any -> new HashMap<>()).putAll(values));
            } catch (IOException e) {
              throw new OutputException(
                  "What job %s stored of its samples cannot be read (%s); run the study again."
                      .formatted(record.key(), e.getMessage()),
                  e);
            }
          }
          return all;
        });
  }

  /** Read when it is asked for, and kept as long as the outcome. */
  private static final class StoredValues implements SampleValues {
    private final Supplier<Map<SampleField, Map<String, String>>> reading;
    private @Nullable Map<SampleField, Map<String, String>> read;

    StoredValues(Supplier<Map<SampleField, Map<String, String>>> reading) {
      this.reading = reading;
    }

    @Override
    public List<SampleField> fields() {
      return List.copyOf(values().keySet());
    }

    @Override
    public Map<String, String> of(SampleField field) {
      return values().getOrDefault(field, Map.of());
    }

    private Map<SampleField, Map<String, String>> values() {
      if (read == null) {
        read = reading.get();
      }
      return read;
    }
  }

  private int repeat(JobRecord record) {
    return plan.data(record.key().variant()).repeat(record.key().fold());
  }

  private JobFolder folder(JobRecord record) {
    return new JobFolder(
        disk, JobFolder.path(study, places.getOrDefault(record.key(), record.key())));
  }

  private static Embeddings embeddings(JobFolder folder, JobRecord record, int rows) {
    return () -> {
      try {
        return folder.embeddings(record, rows);
      } catch (IOException e) {
        throw new OutputException(
            "The embeddings of job %s cannot be read (%s); run the study again."
                .formatted(record.key(), e.getMessage()),
            e);
      }
    };
  }
}
