package org.parfocal.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides which images a trained model is asked about to judge one image, and makes one prediction
 * of its answers. It serves every model strategy, and learns nothing.
 */
@ConsumerType
public interface PredictionPooling {
  /**
   * The model with pooled predictions; whatever else it is asked goes to the model itself.
   *
   * @param model closed with the one that is returned
   */
  TrainedModel pooled(TrainedModel model);

  /**
   * Why it would change nothing.
   *
   * @param samples like those that will be predicted
   * @return a sentence that warns; empty if it changes something
   */
  default Optional<String> idle(List<Sample> samples) {
    return Optional.empty();
  }
}
