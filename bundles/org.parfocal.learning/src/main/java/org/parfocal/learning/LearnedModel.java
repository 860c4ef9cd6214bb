package org.parfocal.learning;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;

/** What {@link Training} makes: a trained model that can also say where it looked. */
@ProviderType
public interface LearnedModel extends TrainedModel {
  /**
   * Where a sample's image speaks for a class.
   *
   * @param label the class
   * @return empty if the backbone's embedding is not the mean of feature maps, or the objective has
   *     no {@linkplain Objective#logitGradient gradient}
   */
  Optional<ClassActivation> classActivation(Sample sample, int label);
}
