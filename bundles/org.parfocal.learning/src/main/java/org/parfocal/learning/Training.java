package org.parfocal.learning;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;
import org.parfocal.api.JobContext;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;

/**
 * The one training loop, which serves every model strategy: draw a batch, forward, evaluate,
 * backward, step. A strategy asks for it with a reference named {@code training} and gives it a
 * backbone and an objective.
 *
 * <p>The embeddings of a frozen backbone are computed once for each image, without transforms, kept
 * in the job's cache, and standardised by mean and deviation of the training samples before the
 * objective sees them.
 */
@ProviderType
public interface Training {
  /**
   * Finds what would fail every training with this backbone and the images of this study; what
   * {@link org.parfocal.api.ModelStrategy#check} of a strategy calls.
   *
   * @throws org.parfocal.api.ConfigurationException if images are too small or weights do not fit
   */
  void check(BackboneProvider backbones);

  /**
   * Trains, and keeps the epoch that was best on the validation samples.
   *
   * @param backbones makes the backbone
   * @param objectives makes the objective
   * @param training what is drawn and how
   * @param validation what the epoch is chosen on; may be empty
   * @throws DivergenceException if a loss is no longer finite
   * @throws org.parfocal.api.DatasetException if an image cannot be read
   * @throws java.util.concurrent.CancellationException if the user stopped the job
   */
  TrainedModel fit(
      BackboneProvider backbones,
      ObjectiveFactory objectives,
      TrainingSet training,
      Validation validation,
      JobContext job);

  /**
   * Loads what {@link TrainedModel#save} wrote for the same backbone, objective and image options.
   *
   * @param objectives makes the factory from the {@linkplain ObjectiveFactory#facts() facts} that
   *     were kept
   * @param classes number of classes
   * @throws org.parfocal.api.OutputException if files are missing, damaged, or from other options
   */
  TrainedModel load(
      BackboneProvider backbones,
      Function<Map<String, String>, ObjectiveFactory> objectives,
      Path directory,
      int classes);
}
