package org.parfocal.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.parfocal.api.DecisionThreshold;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.OutputException;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.TrainedImages;

/**
 * The model that a finished job left, and what the job knows of it; loaded when it is asked for.
 */
public final class FinishedModel {
  private final JobFolder folder;
  private final JobRecord record;
  private final List<Prediction> predictions;
  private final Set<String> patients;
  private final Set<String> contents;

  private FinishedModel(JobFolder folder, JobRecord record) throws IOException {
    this.folder = folder;
    this.record = record;
    this.predictions = folder.predictions(record);
    this.patients =
        part(Part.TRAINING).stream()
            .map(Prediction::patient)
            .collect(Collectors.toCollection(HashSet::new));
    this.contents = TrainedImages.read(folder);
  }

  /**
   * Reads a job's folder.
   *
   * @param job the job's folder
   * @throws OutputException if the job is not done or its files are damaged
   */
  public static FinishedModel of(Path job) {
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
      return new FinishedModel(folder, record);
    } catch (IOException e) {
      throw new OutputException(
          "%s holds no finished job (%s); give the folder of a job that is done."
              .formatted(job, e.getMessage()),
          e);
    }
  }

  /** The job's folder. */
  public Path directory() {
    return folder.directory();
  }

  /** Names the job. */
  public JobKey key() {
    return record.key();
  }

  /** Class names in label order. */
  public List<String> classes() {
    return record.classes();
  }

  /** The threshold that the job's own validation predictions decide for. */
  public DecisionThreshold threshold() {
    return DecisionThreshold.chosenOn(part(Part.VALIDATION));
  }

  /** Whether a sample has the patient id of a training sample. */
  public boolean trainedOnPatient(Sample sample) {
    return patients.contains(sample.patient());
  }

  /**
   * Whether an image was trained on.
   *
   * @param content {@link org.parfocal.api.Images#content} under the model's own image options
   */
  public boolean trainedOnImage(String content) {
    return contents.contains(content);
  }

  /**
   * Loads it.
   *
   * @param strategy under the options that the job was trained with
   * @return the caller's to close
   * @throws OutputException if its files are damaged
   */
  public TrainedModel load(ModelStrategy strategy) {
    folder
        .damageOfModel(record)
        .ifPresent(
            damage -> {
              throw new OutputException(
                  "The model in %s cannot be used: %s; train it again."
                      .formatted(folder.directory(), damage));
            });
    return strategy.load(folder.resolve(JobFolder.MODEL), record.classes().size());
  }

  private List<Prediction> part(Part part) {
    return predictions.stream().filter(prediction -> prediction.part() == part).toList();
  }
}
