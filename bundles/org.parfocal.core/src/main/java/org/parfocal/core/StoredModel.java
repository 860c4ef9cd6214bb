package org.parfocal.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;

/** The model that a finished job left, for predicting other samples. */
public final class StoredModel implements AutoCloseable {
  private final JobRecord record;
  private final TrainedModel model;

  private StoredModel(JobRecord record, TrainedModel model) {
    this.record = record;
    this.model = model;
  }

  /**
   * Loads a job's model.
   *
   * @param job the job's folder
   * @param strategy the strategy under the options that the job was trained with
   * @throws OutputException if the job is not done or its files are damaged
   */
  public static StoredModel open(Path job, ModelStrategy strategy) {
    JobRecord record = record(job);
    return new StoredModel(
        record, strategy.load(job.resolve(JobFolder.MODEL), record.classes().size()));
  }

  /**
   * The class names that a finished job's model knows, without loading it.
   *
   * @param job the job's folder
   * @throws OutputException if the job is not done or its files are damaged
   */
  public static List<String> classes(Path job) {
    return record(job).classes();
  }

  private static JobRecord record(Path job) {
    JobFolder folder = new JobFolder(new Disk(), job);
    try {
      JobRecord record =
          folder.record().orElseThrow(() -> new IOException("it holds no " + JobFolder.RECORD));
      if (record.state() != JobState.DONE) {
        throw new IOException("its state is " + record.state());
      }
      String damage = folder.damage(record).orElse("");
      if (!damage.isEmpty()) {
        throw new IOException(damage);
      }
      return record;
    } catch (IOException e) {
      throw new OutputException(
          "%s holds no finished job (%s); give the folder of a job that is done."
              .formatted(job, e.getMessage()),
          e);
    }
  }

  /** Class names in label order. */
  public List<String> classes() {
    return record.classes();
  }

  /** Names the job. */
  public JobKey key() {
    return record.key();
  }

  /** Predicts each sample, in order. */
  public List<TrainedModel.Output> predict(List<Sample> samples) {
    return model.predict(samples);
  }

  @Override
  public void close() {
    model.close();
  }
}
