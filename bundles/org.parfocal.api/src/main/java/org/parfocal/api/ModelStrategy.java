package org.parfocal.api;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Fits a model: backbone, objective and inference rule. */
@ConsumerType
public interface ModelStrategy {
  /**
   * Finds, before the first job, what would fail every job: weights that do not fit, images that
   * are too small. Takes a fraction of a second; changes nothing.
   *
   * @throws ConfigurationException says what to mend
   */
  default void check() {}

  /**
   * Sentences on what a user may not expect of every job, which are told once before the first one.
   * After {@link #check}.
   */
  default List<String> remarks() {
    return List.of();
  }

  /**
   * Fits a model on the training set; chooses on the validation samples only.
   *
   * @param validation may hold no samples: then nothing is chosen
   * @throws DatasetException if the samples cannot serve this strategy
   * @throws java.util.concurrent.CancellationException if {@link JobContext#checkCancelled()} threw
   */
  TrainedModel fit(TrainingSet training, Validation validation, JobContext job);

  /**
   * Loads what {@link TrainedModel#save} wrote under the same options.
   *
   * @param classes number of classes
   * @throws OutputException if the files are missing or damaged
   */
  TrainedModel load(Path directory, int classes);
}
