package org.parfocal.testkit.learning;

import java.util.List;
import java.util.Map;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Images;
import org.parfocal.learning.Training;
import org.parfocal.learning.internal.loop.TrainingOptions;
import org.parfocal.learning.internal.loop.TrainingService;
import org.parfocal.testkit.OptionValues;

/** The training loop of every study, without a framework and without random transforms. */
public final class StandaloneTraining {
  private StandaloneTraining() {}

  /**
   * Keeps the last epoch; the other options have their defaults.
   *
   * @param batch groups of a draw in each batch
   */
  public static Training of(Images images, int epochs, int batch, double learningRate) {
    return of(
        images,
        Map.of("epochs", epochs, "batch", batch, "learning_rate", learningRate, "select", "last"));
  }

  /**
   * Keeps a checkpoint after each of three epochs, and the best epoch: for tests that stop a job
   * and run it again.
   */
  public static Training ofThreeEpochs(Images images, int batch, double learningRate) {
    return of(
        images,
        Map.of(
            "epochs",
            3,
            "batch",
            batch,
            "learning_rate",
            learningRate,
            "select",
            "validation-loss",
            "checkpoint",
            1e-9));
  }

  /**
   * Makes a training.
   *
   * @param options of the section {@code training} by method name, a hyphen being an underscore;
   *     the others have their defaults
   * @throws ConfigurationException if they are wrong
   */
  public static Training of(Images images, Map<String, ?> options) {
    return new TrainingService(
        OptionValues.of(TrainingOptions.class, options), images, List.of(), null);
  }
}
