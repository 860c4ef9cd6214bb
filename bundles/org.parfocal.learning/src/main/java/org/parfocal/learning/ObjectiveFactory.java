package org.parfocal.learning;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes a strategy's objective once the sizes are known. */
@ConsumerType
@FunctionalInterface
public interface ObjectiveFactory {
  /**
   * Makes the objective.
   *
   * @param embeddingSize length of an embedding
   * @param classes number of classes
   * @param seed of the initial parameters
   */
  Objective create(int embeddingSize, int classes, long seed);

  /**
   * What was learnt from the training samples beside numbers in tensors and must be known to make
   * the same objective again, for example the names of the domains; kept with the model.
   */
  default Map<String, String> facts() {
    return Map.of();
  }

  /**
   * A factory with facts.
   *
   * @param facts kept with the model
   */
  static ObjectiveFactory of(Map<String, String> facts, ObjectiveFactory factory) {
    return new ObjectiveFactory() {
      @Override
      public Objective create(int embeddingSize, int classes, long seed) {
        return factory.create(embeddingSize, classes, seed);
      }

      @Override
      public Map<String, String> facts() {
        return facts;
      }
    };
  }

  /**
   * Which backbones embed which samples. A frozen backbone is always shared: its copies would be
   * equal.
   */
  default Branches branches() {
    return Branches.SHARED;
  }
}
